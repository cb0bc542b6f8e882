from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kneewise.web"
    label = "kneewise_web"
