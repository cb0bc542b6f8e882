# Questions to ask a clinic: the evidence's list (table questions) in plain words, by its ids.

ask-clinic-q001 = Is this treatment normal care for my condition, or part of a formal trial?
ask-clinic-q002 = What else could I do for my knee?
ask-clinic-q003 = Would this treatment keep me from a later trial or treatment?
ask-clinic-q004 = What benefit can I expect, how is it measured, and how long does it take?
ask-clinic-q005 = Where do the cells come from? How are they checked, separated and grown?
ask-clinic-q006 = How do the cells reach the right place?
ask-clinic-q007 = If the cells are from a donor, how is a reaction prevented?
ask-clinic-q008 = What other medicines or special care will I need?
ask-clinic-q009 = What published studies show that it works for my condition?
ask-clinic-q010 = Is the product approved for this use? If not, is there an official trial, and what is its number?
ask-clinic-q011 = Am I asked to pay to be in the study?
ask-clinic-q012 = Is an entry in a trial list or an official registration offered as proof?
ask-clinic-q013 = How and where are side effects reported?
ask-clinic-q014 = May I see the test certificate of the batch?
ask-clinic-q015 = May I read the consent form and the study plan, and who approved them?
ask-clinic-q016 = Do you enter results in a registry?
ask-clinic-q017 = Do you call lightly processed marrow or fat “stem cells”?
ask-clinic-q018 = Do you use ultrasound or X-ray to guide the needle?
ask-clinic-q019 = What does the price include: check-up, scans, taking the cells, injection, follow-up, both knees?
ask-clinic-q020 = Will my insurer pay any of it?
ask-clinic-q021 = Which of my health problems make this riskier?
ask-clinic-q022 = What are the risks if it goes wrong: infection, growth in the wrong place, allergy?
