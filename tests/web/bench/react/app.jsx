// A calculator like the page's, written as one would in React: fields, a table whose rows open, a chart by volume.

import { memo, useDeferredValue, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { CartesianGrid, Legend, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { compare, count, HOURS, OPTIONS } from "./price.js";
import regions from "./regions.json";

const VOLUMES = [100, 120, 150, 200, 250, 300, 400, 500, 600, 800];
const ALL_VOLUMES = Array.from({ length: 7 }, (_, decade) => VOLUMES.map((volume) => volume * 10 ** decade)).flat().concat(1e9);
const DRAWN = OPTIONS.filter(({ id }) => !["dsse-kms", "sse-c"].includes(id));
const COLOURS = ["#566174", "#c2410c", "#0b5fb0", "#c2410c", "#0b5fb0"];
const READ_BACK = [
  { seconds: 300, share: 0.83 },
  { seconds: 3600, share: 0.11 },
  { seconds: 86_400, share: 0.06 },
];

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const whole = new Intl.NumberFormat("en-US");
const money = (decimal) => dollars.format(decimal.toFixed());

function Field({ id, label, help, value, onChange, ...rest }) {
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={id}>{label}</label>
      </div>
      <input id={id} type="text" value={value} onChange={(event) => onChange(event.target.value)} aria-describedby={`${id}-help`} {...rest} />
      <p className="help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}

const Regions = memo(function Regions({ value, onChange }) {
  return (
    <div className="field">
      <div className="label">
        <label htmlFor="region">Region</label>
      </div>
      <select id="region" value={value} onChange={(event) => onChange(event.target.value)}>
        {regions.map(({ code, name }) => (
          <option key={code} value={code}>
            {code} — {name}
          </option>
        ))}
      </select>
      <p className="help">Where the bucket and its key are.</p>
    </div>
  );
});

function Row({ option }) {
  const [open, setOpen] = useState(false);
  const floor = option.isKnown ? "" : "≥ ";
  return (
    <>
      <tr className="option" data-option={option.id}>
        <th scope="row">
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {option.name}
          </button>
        </th>
        <td className="figure" data-column="monthly">
          {floor + money(option.monthly)}
        </td>
        <td className="figure" data-column="annual">
          {option.isKnown ? money(option.annual) : "unknown"}
        </td>
        <td className="figure" data-column="requests">
          {whole.format(option.calls)}
        </td>
      </tr>
      {open && (
        <tr className="opened">
          <td colSpan={4}>
            {option.lines.map(({ label, quantity, price, amount }) => (
              <p key={label}>
                {label}: {whole.format(quantity)} × ${price} = {money(amount)}
              </p>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

const Chart = memo(function Chart({ workload, prices }) {
  const samples = useMemo(
    () =>
      ALL_VOLUMES.map((documents) => {
        const costs = compare({ ...workload, documents }, prices);
        return Object.fromEntries([["documents", documents], ...costs.map(({ id, monthly }) => [id, monthly.toNumber() + 1])]);
      }),
    [workload.keys, workload.freeTier, workload.requesters, workload.windowSeconds, workload.activeHours, prices],
  );
  return (
    <LineChart width={820} height={380} data={samples}>
      <CartesianGrid />
      <XAxis dataKey="documents" type="number" scale="log" domain={[100, 1e9]} ticks={[100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]} tickFormatter={(value) => whole.format(value)} />
      <YAxis scale="log" domain={[1, 10_000]} ticks={[1, 10, 100, 1000, 10_000]} />
      <Tooltip />
      <Legend />
      <ReferenceLine x={workload.documents} label={whole.format(workload.documents)} />
      {DRAWN.map(({ id, name }, index) => (
        <Line key={id} dataKey={id} name={name} stroke={COLOURS[index]} dot={false} isAnimationActive={false} />
      ))}
    </LineChart>
  );
});

function App() {
  const [typed, setTyped] = useState({ documents: "1000000", size: "", keys: "1", requesters: "1", window: "300", hours: String(HOURS) });
  const [region, setRegion] = useState("us-east-1");
  const [freeTier, setFreeTier] = useState(true);
  const type = (name) => (value) => setTyped((before) => ({ ...before, [name]: value }));
  const prices = regions.find(({ code }) => code === region);
  const workload = useMemo(
    () => ({
      documents: count(typed.documents) ?? 0,
      keys: count(typed.keys) ?? 1,
      requesters: count(typed.requesters) || 1,
      windowSeconds: count(typed.window) || 300,
      activeHours: count(typed.hours) || HOURS,
      readBack: READ_BACK,
      freeTier,
    }),
    [typed, freeTier],
  );
  // The key first, what it changes right after: as the page does it.
  const shown = useDeferredValue(workload);
  const options = useMemo(() => compare(shown, prices), [shown, prices]);
  const cost = (id) => money(options.find((option) => option.id === id).monthly);
  return (
    <>
      <header>
        <h1>What S3 server-side encryption costs</h1>
      </header>
      <main>
        <form id="workload" onSubmit={(event) => event.preventDefault()}>
          <fieldset className="card volume">
            <legend>Your workload</legend>
            <Field id="documents" label="Documents a month" help="Each is uploaded once and downloaded once." value={typed.documents} onChange={type("documents")} />
            <div className="slider">
              <input type="range" min="2" max="9" step="0.05" aria-label="Documents a month" value={Math.log10(workload.documents || 100)} onChange={(event) => type("documents")(String(Math.round(10 ** event.target.value)))} />
            </div>
            <Regions value={region} onChange={setRegion} />
            <Field id="object-size" label="Object size" help="Optional, such as 4MiB." placeholder="not known" value={typed.size} onChange={type("size")} />
          </fieldset>
          <fieldset className="card">
            <legend>KMS keys</legend>
            <Field id="keys" label="Number of keys" help="Customer managed keys." value={typed.keys} onChange={type("keys")} />
            <div className="field check">
              <input id="free-tier" type="checkbox" checked={freeTier} onChange={(event) => setFreeTier(event.target.checked)} />
              <label htmlFor="free-tier">20,000 free KMS requests are left</label>
            </div>
          </fieldset>
          <fieldset className="card">
            <legend>S3 Bucket Key</legend>
            <Field id="requesters" label="Requesters" help="Roles, users or accounts." value={typed.requesters} onChange={type("requesters")} />
            <Field id="window" label="Life of a bucket-level key" help="Seconds." value={typed.window} onChange={type("window")} />
            <Field id="active-hours" label="Active hours in the month" help="Of 730." value={typed.hours} onChange={type("hours")} />
          </fieldset>
        </form>
        <section id="results">
          <div className="card headline">
            <h2>What it costs</h2>
            <p className="sentence" aria-live="polite">
              At {whole.format(shown.documents)} documents a month, SSE-KMS costs <strong>{cost("sse-kms")}</strong>; with a Bucket Key about <strong>{cost("sse-kms-bucket-key")}</strong>.
            </p>
          </div>
          <div className="card">
            <table className="options">
              <caption>Cost of each option. Open a row for its line items.</caption>
              <thead>
                <tr>
                  {["Option", "A month", "A year", "KMS requests"].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {options.map((option) => (
                  <Row key={option.id} option={option} />
                ))}
              </tbody>
            </table>
          </div>
          <div className="card">
            <h3>Cost by volume</h3>
            <Chart workload={shown} prices={prices} />
          </div>
        </section>
      </main>
    </>
  );
}

createRoot(document.getElementById("app")).render(<App />);
