-- A keyed hash of the encounter in which a card was sent; null where none was open, and for older cards.
alter table issued_card add column encounter_key varchar(64);
