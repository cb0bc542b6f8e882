"""Commands: arguments → one call into the domain → one renderer. `main` holds the table of commands."""
