"""Personal forecasts: what each option may bring, cost and risk for one person, and how sure that is.

>>> from kneewise.outlook import Person, forecast
>>> outlook = forecast(Person(age=52, kl_grade=2, pain=60))  # doctest: +SKIP

`results` holds the values that come out; docs/methods/outlook.md the formulas.
"""

from kneewise.outlook.forecast import forecast
from kneewise.outlook.person import person_from_intake
from kneewise.outlook.results import OptionForecast, Outlook, Person
from kneewise.outlook.values import fit_values

__all__ = ["OptionForecast", "Outlook", "Person", "fit_values", "forecast", "person_from_intake"]
