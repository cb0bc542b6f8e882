"""What the explorer's templates show for a state: filters, tables, drawings and their words."""
