"""Exchange with other programs: `kneewise.interop.fhir` (docs/interop.md)."""
