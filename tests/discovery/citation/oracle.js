// citeproc-js as an oracle: reads {"module", "locales", "items", "runs": [{"style": xml, "locale", "lists": [[id]]}]} from
// standard input; writes for each run one {"entries": {id: html}, "cites": {id: html}, "order": [id]} a list.
// Never shipped; run by test_reference.py only.
const fs = require("fs");
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const CSL = require(asked.module);
const items = new Map(asked.items.map((item) => [item.id, item]));
const answers = asked.runs.map((run) => {
  const sys = {
    retrieveItem: (id) => JSON.parse(JSON.stringify(items.get(id))),
    retrieveLocale: (name) => {
      const file = `${asked.locales}/locales-${name}.xml`;
      return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
    },
  };
  const engine = new CSL.Engine(sys, run.style, run.locale, true);
  engine.setOutputFormat("html");
  return run.lists.map((ids) => {
    engine.updateItems(ids);
    const made = engine.makeBibliography();
    const entries = {};
    if (made) made[0].entry_ids.forEach((of, at) => { entries[of[0]] = made[1][at]; });
    const cites = {};
    for (const id of ids) cites[id] = engine.makeCitationCluster([{ id }]);
    return { entries, cites, order: made ? made[0].entry_ids.map((of) => of[0]) : [] };
  });
});
process.stdout.write(JSON.stringify(answers));
