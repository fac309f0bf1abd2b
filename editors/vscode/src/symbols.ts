import type * as vscode from "vscode";
import {
  CodeLensRequest,
  CodeLensResolveRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  Location,
  ReferencesRequest,
  SymbolKind,
  WorkspaceSymbolRequest,
} from "vscode-languageclient/node";
import type { Server } from "./server";

/** What ibid knows of an article or an actor without being asked further: an answer to `workspace/symbol`. */
export interface Known {
  readonly name: string;
  /** Where it stands, for a reader: a key and a date, or how many articles. */
  readonly container: string;
  readonly kind: SymbolKind;
  readonly location: Location;
  /** The key of an article. */
  readonly key: string;
}

export interface Overview {
  readonly articles: Known[];
  readonly actors: Known[];
}

/** Articles and actors that match `query`; the newest and the most named ones when it is empty. */
export async function find(server: Server, query: string, token?: vscode.CancellationToken): Promise<Overview> {
  const symbols = (await server.client?.sendRequest(WorkspaceSymbolRequest.type, { query }, token)) ?? [];
  const known = symbols.flatMap((symbol): Known[] => {
    const { name, kind, location, containerName: container = "" } = symbol;
    // `key · date`; an article without a title is named by its key.
    const at = container.lastIndexOf(" · ");
    const key = at < 0 ? name : container.slice(0, at);
    return Location.is(location) ? [{ name, kind, location, container, key }] : [];
  });
  return {
    articles: known.filter(({ kind }) => kind === SymbolKind.File),
    actors: known.filter(({ kind }) => kind !== SymbolKind.File && kind !== SymbolKind.Field),
  };
}

/** Who said what in an article. */
export async function sayings(server: Server, uri: string): Promise<DocumentSymbol[]> {
  const params = { textDocument: { uri } };
  const symbols = (await server.client?.sendRequest(DocumentSymbolRequest.type, params)) ?? [];
  return symbols.filter((symbol): symbol is DocumentSymbol => "selectionRange" in symbol);
}

/** Every place that names an actor. */
export async function mentions(server: Server, { uri, range }: Location): Promise<Location[]> {
  const params = { textDocument: { uri }, position: range.start, context: { includeDeclaration: true } };
  return (await server.client?.sendRequest(ReferencesRequest.type, params)) ?? [];
}

/** The places in notes that cite an article. */
export async function citations(server: Server, uri: string): Promise<Location[]> {
  const { client } = server;
  const [lens] = (await client?.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
  if (client === undefined || lens === undefined) {
    return [];
  }
  const { command } = lens.command === undefined ? await client.sendRequest(CodeLensResolveRequest.type, lens) : lens;
  const places: unknown = command?.arguments?.[2];
  return Array.isArray(places) ? places.filter(Location.is) : [];
}
