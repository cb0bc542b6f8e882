# Plan pages.
plans-medicines = Medicines to raise with your doctor
plans-medicines-note = Never stop a medicine on your own. Ask the person who prescribed it.
plans-lead-answers = Your answers are used: what does not apply to you is left out.
plans-lead-no-answers = Nothing is known of you yet. So some lines may not apply to you. Answer some questions first if you want a plan that fits you better.
plans-answer = Answer questions
plans-choose = Choose a treatment
plans-option = Read about this treatment
plans-no-plan = Other treatments need no plan with dates: see their pages.
plans-calendar-note = The calendar file opens in any calendar. If you move the date, open the new file: the old dates move too.
plans-parts = Parts of this plan
plans-pdf-start = First day:
plans-pdf-sources = Where this comes from
plans-pdf-urgent = First of all
plans-pdf-version = kneewise { $kneewise } · studies { $dataset }
