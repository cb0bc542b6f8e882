"""Every address of the site. Spanish pages are the same under ``/es`` (middleware.Language)."""

from __future__ import annotations

from django.urls import path

from kneewise.web.api import urls as api_urls
from kneewise.web.explorer import urls as explorer_urls
from kneewise.web.views import (
    check,
    evidence,
    interview,
    ipdas,
    options,
    plan,
    prose,
    quiz,
    report,
    saved,
    start,
    values,
)

PROSE = ("about", "methods", "policy", "funding", "privacy", "accessibility", "clinicians")

urlpatterns = [
    path("", start.start, name="start"),
    path("theme", start.theme, name="theme"),
    path("help-now", start.help_now, name="help_now"),
    path("your-knee", start.knee, name="knee"),
    path("interview", interview.first, name="interview"),
    path("interview/<slug:key>", interview.step, name="interview_step"),
    path("answers", interview.manage, name="answers"),
    path("answers/open", interview.upload, name="answers_upload"),
    path("answers/forget", interview.forget, name="answers_forget"),
    path("answers/kneewise-answers.<slug:form>", interview.download, name="answers_download"),
    path("example/<slug:name>", interview.example, name="example"),
    path("report", report.show, name="report"),
    path("report/options", report.choose, name="report_choose"),
    path("report/kneewise-report.<slug:form>", report.take_away, name="report_file"),
    path("values", values.values, name="values"),
    path("quiz", quiz.quiz, name="quiz"),
    path("options", options.options, name="options"),
    path("options/<slug:code>", options.option, name="option"),
    path("plan", plan.plans, name="plans"),
    path("plan/<slug:code>", plan.show, name="plan"),
    path("plan/<slug:code>/kneewise-plan.<slug:form>", plan.download, name="plan_file"),
    path("ipdas", ipdas.show, name="ipdas"),
    path("saved", saved.create, name="saved_create"),
    path("saved/deleted", saved.deleted, name="saved_deleted"),
    path("s/<str:token>", saved.show, name="saved"),
    path("s/<str:token>/delete", saved.delete, name="saved_delete"),
    path("s/<str:token>/kneewise-report.<slug:form>", saved.take_away, name="saved_file"),
    path("check", check.check, name="check"),
    path("check/save", check.save, name="check_save"),
    path("check/deleted", check.saved_deleted, name="saved_check_deleted"),
    path("c/<str:token>", check.show_saved, name="saved_check"),
    path("c/<str:token>/delete", check.delete_saved, name="saved_check_delete"),
    path("c/<str:token>/kneewise-page-audit.<slug:form>", check.saved_file, name="saved_check_file"),
    *explorer_urls.urlpatterns,
    *api_urls.urlpatterns,
    path("evidence/row/<slug:table>/<str:key>", evidence.row, name="row"),
    path("evidence/trial/<str:trial_id>", evidence.trial, name="trial"),
    path("evidence/rules", evidence.rules, name="rules"),
    path("source/<str:source_id>", evidence.source, name="source"),
    path("style", prose.style, name="style"),
    *[path(name, prose.prose, {"name": name}, name=name) for name in PROSE],
]

handler400 = "kneewise.web.views.errors.bad_request"
handler403 = "kneewise.web.views.errors.permission_denied"
handler404 = "kneewise.web.views.errors.not_found"
handler500 = "kneewise.web.views.errors.server_error"
