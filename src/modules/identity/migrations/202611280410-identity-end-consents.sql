-- Nothing is done on a standing consent: each use of a paper again is the person's own act. What was once agreed to stays on record, as it was.
revoke insert, update (withdrawn_at) on consent from :citizen;
