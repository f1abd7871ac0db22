// What a dashboard's JSON may hold, by the types that Grafana publishes as @grafana/schema.
import type { Dashboard, AnnotationQuery, Panel, RowPanel, FieldConfig, MatcherConfig } from 'grafana-schema-11';
import type { GraphFieldConfig, TableFieldOptions } from 'grafana-schema-11';
import type { Options as BarGauge } from 'grafana-schema-11/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen.d.ts';
import type { Options as Stat } from 'grafana-schema-11/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen.d.ts';
import type { Options as Table } from 'grafana-schema-11/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen.d.ts';
import type { Options as Text } from 'grafana-schema-11/dist/esm/raw/composable/text/panelcfg/x/TextPanelCfg_types.gen.d.ts';
import type { Options as TimeSeries } from 'grafana-schema-11/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.d.ts';
import type { Dashboard as Dashboard9 } from 'grafana-schema-9';

// JSON has words and numbers where the types have enumerations.
export type Wire<T> = T extends string ? `${T}` : T extends number ? (number extends T ? T : T | EnumNumber<T>)
  : T extends boolean | null | undefined ? T : T extends readonly (infer U)[] ? readonly Wire<U>[]
  : T extends object ? { [K in keyof T]: Wire<T[K]> } : T;
type EnumNumber<T> = `${T & number}` extends `${infer N extends number}` ? N : never;

// A query of the Prometheus data source, which has its types in a package of its own.
interface Target {
  datasource: { type: 'prometheus'; uid: string };
  expr: string; refId: string; legendFormat: string; instant: boolean; range: boolean; format?: 'table' | 'time_series';
}

// What the library leaves to defaults is optional; what it writes must be known.
interface Of<Type extends string, Options, Custom> extends Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> {
  type: Type;
  options: Partial<Options>;
  fieldConfig?: {
    defaults: Omit<FieldConfig, 'custom'> & { custom?: Partial<Custom> };
    overrides: { matcher: MatcherConfig; properties: { id: string; value?: unknown }[] }[];
  };
  targets?: Target[];
}

type AnyPanel = RowPanel | Of<'stat', Stat, {}> | Of<'bargauge', BarGauge, {}> | Of<'text', Text, {}>
  | Of<'timeseries', TimeSeries, GraphFieldConfig> | Of<'table', Table, TableFieldOptions>;

// Prometheus' annotations have fields of their own: the query where 9 looks for it, and where 11 does.
type Annotation = Omit<AnnotationQuery, 'target'> & {
  expr: string; step: string; titleFormat: string; textFormat: string; tagKeys: string; useValueForTime: boolean;
  target: { expr: string; interval: string; refId: string };
};

// The variable's `auto` fields are written by the library for every kind of variable; Grafana reads them of intervals.
type Variable = NonNullable<NonNullable<Dashboard['templating']>['list']>[number]
  & { auto?: boolean; auto_count?: number; auto_min?: string };

export type Eleven = Wire<Omit<Dashboard, 'panels' | 'annotations' | 'templating'> & {
  panels: AnyPanel[];
  annotations: { list: Annotation[] };
  templating: { list: Variable[] };
}>;

// Grafana 9 fills in what is absent, and passes over what it does not know: what both know must be of its type.
type Present<T> = T extends readonly (infer U)[] ? readonly Present<U>[]
  : T extends object ? { [K in keyof T]?: Present<T[K]> } : T;

// The target that 9 describes is that of its own built-in annotations; Prometheus' query stands beside it there.
type Annotation9 = Omit<NonNullable<NonNullable<Dashboard9['annotations']>['list']>[number], 'target'>;

export type Nine = Present<Wire<Omit<Dashboard9, 'annotations'> & { annotations: { list: Annotation9[] } }>>;
