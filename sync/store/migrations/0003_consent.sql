-- Which stories are told with care: searches leave out those whose words are withheld (sync/model/consent.hpp).
CREATE INDEX story_consent_until ON story (consent_until) WHERE consent_until IS NOT NULL;
CREATE INDEX story_consent_none ON story (consent) WHERE consent = 'none';
