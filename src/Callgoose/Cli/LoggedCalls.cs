using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Callgoose.Api;
using Callgoose.Configuration;
using Callgoose.Incidents;
using Callgoose.Learning;
using Callgoose.Payloads;
using Callgoose.Storage.ApiLog;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Sqlite.ApiLog;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Sqlite.Tokens;
using Callgoose.Storage.Tokens;

namespace Callgoose.Cli;

/// <summary>The API log of a data folder, a shared store or a server, for the commands that analyse it.</summary>
internal sealed class LoggedCalls : IDisposable
{
    private const int PageSize = 500;

    private readonly ServerClient? server;
    private readonly IApiLogReader? log;
    private readonly Func<ITokenStore>? openTokens;
    private readonly IDisposable opened;

    private LoggedCalls(ServerClient server) => opened = this.server = server;

    /// <param name="log">The reader of the log.</param>
    /// <param name="openTokens">Opens the tokens. The caller disposes them.</param>
    /// <param name="opened">Disposed with this.</param>
    private LoggedCalls(IApiLogReader log, Func<ITokenStore> openTokens, IDisposable opened) => (this.log, this.openTokens, this.opened) = (log, openTokens, opened);

    /// <summary>Opens the log of the server that the options name, or else of the shared store or the data folder.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="url">The address of a server.</param>
    /// <param name="token">Its token.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="config">The configuration file that may name a shared store; null for the one that a server finds.</param>
    /// <exception cref="UsageException">There is no such folder, or the address is invalid.</exception>
    /// <exception cref="StoreException">The shared store cannot be read.</exception>
    public static async Task<LoggedCalls> OpenAsync(ParseResult parsed, Option<string?> url, Option<string?> token, Option<string> data, string? config)
    {
        if (parsed.GetValue(url) is string address)
        {
            return new LoggedCalls(new ServerClient(address, parsed.GetValue(token)));
        }

        if (CommonOptions.SharedStore(parsed, data, config) is PostgresStoreOptions shared)
        {
            SharedStore store = await SharedStore.OpenAsync(shared, TimeProvider.System);
            return new LoggedCalls(store.ApiLog, () => store.Tokens, store);
        }

        var folder = DataFolder.Open(CommonOptions.ExistingFolder(parsed.GetValue(data)!));
        var log = ApiLogReader.Open(folder);
        return new LoggedCalls(log, () => TokenStore.Open(folder, TimeProvider.System), log);
    }

    /// <summary>The option for how far back to look.</summary>
    public static Option<string> Since(string otherwise) => new("--since")
    {
        HelpName = otherwise, Description = "How far back to look.", DefaultValueFactory = _ => otherwise,
    };

    /// <summary>Returns the time that is a duration ago.</summary>
    /// <exception cref="UsageException">The text is not a duration.</exception>
    public static DateTimeOffset TimeOf(string since) => Duration.TryParse(since, out TimeSpan back)
        ? TimeProvider.System.GetUtcNow().Subtract(back)
        : throw new UsageException($"--since is not a duration; {Duration.Form}, such as 24h.");

    /// <summary>Returns the unmatched calls, in the form of <c>GET /v1/unmatched</c>.</summary>
    /// <exception cref="IOException">The server refuses the request or cannot be reached.</exception>
    public async Task<JsonElement> UnmatchedAsync(DateTimeOffset since, bool samples)
    {
        if (server is not null)
        {
            return await GetAsync($"v1/unmatched?since={Text(since)}&samples={(samples ? "true" : "false")}");
        }

        UnmatchedCalls calls = await UnmatchedCalls.FindAsync(log!, new ApiLogQuery { Environment = null, Since = since.ToUnixTimeMilliseconds(), Limit = 1 }, samples);
        using ITokenStore tokens = openTokens!();
        IReadOnlyList<ApiToken> all = await tokens.ListAsync();
        return Element(json => UnmatchedJson.WriteMembers(json, calls, all, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>Returns the calls since a time with their bodies, newest first, in the form of <c>GET /v1/logs/{callId}</c>.</summary>
    /// <exception cref="IOException">The server refuses the request or cannot be reached.</exception>
    public async IAsyncEnumerable<JsonElement> SinceAsync(DateTimeOffset since)
    {
        for (string? cursor = string.Empty; cursor is not null;)
        {
            JsonElement page = await PageAsync(since, cursor);
            foreach (JsonElement call in page.GetProperty("calls").EnumerateArray())
            {
                if (await FindAsync(call.GetProperty("callId").GetString()!) is JsonElement whole)
                {
                    yield return whole;
                }
            }

            cursor = page.GetProperty("nextCursor").GetString();
        }
    }

    /// <summary>Finds a call with its body, in the form of <c>GET /v1/logs/{callId}</c>.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The call, or null if the log has none.</returns>
    /// <exception cref="IOException">The server refuses the request or cannot be reached.</exception>
    public async Task<JsonElement?> FindAsync(string id) => server is not null ? await server.SendAsync(HttpMethod.Get, "v1/logs/" + Uri.EscapeDataString(id))
        : TimeOrderedId.TryParse(id, out TimeOrderedId callId) && await log!.FindAsync(callId) is ApiLogRow row ? Element(json => ApiLogJson.WriteMembers(json, row.Entry, withBody: true))
        : null;

    /// <inheritdoc/>
    public void Dispose() => opened.Dispose();

    /// <summary>Returns a page of the calls since a time without their bodies, newest first, in the form of <c>GET /v1/logs</c>.</summary>
    /// <param name="since">The time.</param>
    /// <param name="cursor">Empty for the first page, else the <c>nextCursor</c> of the previous one.</param>
    /// <exception cref="IOException">The server refuses the request or cannot be reached.</exception>
    public async Task<JsonElement> PageAsync(DateTimeOffset since, string cursor)
    {
        if (server is not null)
        {
            return await GetAsync($"v1/logs?limit={PageSize}&since={Text(since)}&cursor={cursor}");
        }

        long before = cursor.Length == 0 ? long.MaxValue : long.Parse(cursor, CultureInfo.InvariantCulture);
        ApiLogPage page = await log!.ListAsync(new ApiLogQuery { Environment = null, Since = since.ToUnixTimeMilliseconds(), Before = before, Limit = PageSize });
        return Element(json =>
        {
            json.WriteStartArray("calls"u8);
            foreach (ApiLogRow row in page.Rows)
            {
                json.WriteStartObject();
                ApiLogJson.WriteMembers(json, row.Entry, withBody: false);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("nextCursor"u8, page.NextCursor?.ToString(CultureInfo.InvariantCulture));
        });
    }

    private async Task<JsonElement> GetAsync(string path) =>
        await server!.SendAsync(HttpMethod.Get, path) ?? throw new IOException("The server has no such answer; it is older than this command.");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonElement Element(Action<Utf8JsonWriter> members)
    {
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(members));
        return document.RootElement.Clone();
    }
}
