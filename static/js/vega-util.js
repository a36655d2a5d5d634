// What vega-interpreter asks of vega-util, from the Vega that the page has loaded already.
export const { ascending, isString, DisallowedObjectProperties } = window.vega;
