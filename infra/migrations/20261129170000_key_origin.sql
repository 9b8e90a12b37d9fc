-- The server that a key is for, where a provider may be at any address. A key goes to no other server.
alter table provider_key add column origin text;
update provider_key
set origin = lower(substring(assistant_setting.base_url from '^https?://[^/?#]+'))
from assistant_setting
where provider_key.provider = 'openai-compatible'
  and assistant_setting.provider = 'openai-compatible'
  and assistant_setting.project_id = provider_key.project_id;
