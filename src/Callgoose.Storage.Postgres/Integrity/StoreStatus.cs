using System.Globalization;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Gateways;
using Callgoose.Storage.Postgres.Layout;

namespace Callgoose.Storage.Postgres.Integrity;

/// <summary>The status of a shared store.</summary>
/// <param name="Where">The name of the database, without a secret.</param>
/// <param name="Server">The version of PostgreSQL.</param>
/// <param name="Layout">The version of the tables; 0 if there are none.</param>
/// <param name="TakesThis">Whether programs of this version may use the tables.</param>
/// <param name="Servers">How many servers were seen within the last minute.</param>
/// <param name="Skew">How far the clock of this machine is ahead of the database's.</param>
/// <param name="Standby">What is wrong with the standbys, as a sentence; null if nothing is known.</param>
/// <param name="Rights">The rights that the role lacks, as a sentence; null if it has all. If it is not null, tables and servers were not looked at.</param>
public sealed record StoreStatus(string Where, string Server, int Layout, bool TakesThis, long Servers, TimeSpan Skew, string? Standby, string? Rights)
{
    /// <summary>The version of the tables that this program writes.</summary>
    public static int CurrentLayout => StoreLayout.Current;

    /// <summary>Reads it. Changes nothing.</summary>
    /// <exception cref="StoreException">It cannot be reached.</exception>
    public static async Task<StoreStatus> AskAsync(PostgresStoreOptions options, TimeProvider clock)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        ArgumentNullException.ThrowIfNull(clock);
        using var source = new ConnectionSource(options);
        bool isThere = (await StoreLayout.TablesAsync(source)).Contains(StoreLayout.VersionTable);
        string? rights = await FindMissingRightsAsync(source, isThere);
        isThere &= rights is null;
        (string server, long now, int layout, int oldest, long servers) = await source.ReadAsync(
            batch => batch.Add($"""
                SELECT current_setting('server_version'), CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint),
                    {(isThere ? "(SELECT version FROM callgoose_version WHERE id = 1), coalesce((SELECT version FROM callgoose_version WHERE id = 2), 2147483647)" : "0, 0")},
                    {(isThere ? $"(SELECT count(*) FROM gateways WHERE seen_at > clock_timestamp() - interval '{GatewaySeat.SecondsUntilFree} seconds')" : "CAST(0 AS bigint)")}
                """),
            static async row => await row.ReadAsync() ? (row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), row.GetInt64(4)) : (string.Empty, 0, 0, 0, 0));
        var skew = TimeSpan.FromMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds() - now);
        return new StoreStatus(source.Where, server, layout, StoreLayout.Takes(layout, oldest), servers, skew, await FindStandbyAsync(source), rights);
    }

    /// <summary>What the role may not do with the tables, or that it may make none where there are none.</summary>
    private static ValueTask<string?> FindMissingRightsAsync(ConnectionSource source, bool isThere) => source.ReadAsync(
        batch =>
        {
            if (isThere)
            {
                batch.Add("""
                    SELECT CAST(current_user AS text), string_agg(missing, '; ') FROM (
                        SELECT string_agg(w.what, ', ') || ' on ' || t.name AS missing
                        FROM unnest($1) AS t (name) CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) AS w (what)
                        WHERE to_regclass(t.name) IS NOT NULL AND NOT has_table_privilege(t.name, w.what) GROUP BY t.name ORDER BY t.name) AS m
                    """).Add([StoreLayout.VersionTable, .. StoreTables.Names]);
            }
            else
            {
                batch.Add("""
                    SELECT CAST(current_user AS text), CASE WHEN current_schema() IS NULL THEN 'USAGE on any schema of its search_path'
                        WHEN NOT has_schema_privilege(current_schema(), 'CREATE') THEN 'CREATE on schema ' || current_schema() END
                    """);
            }
        },
        static async row => await row.ReadAsync() && !row.IsDBNull(1) ? $"the role {row.GetString(0)} lacks {row.GetString(1)}" : null);

    /// <summary>
    /// What is wrong with the attached standbys: if there are some and none is synchronous, a promotion loses acknowledged data. A role without
    /// <c>pg_monitor</c> only sees that there is a standby.
    /// </summary>
    internal static async ValueTask<string?> FindStandbyAsync(ConnectionSource source)
    {
        (List<(string Name, string? State)> standbys, string names) = await source.ReadAsync(
            static batch =>
            {
                batch.Add("SELECT CAST(coalesce(application_name, '?') AS text), CAST(sync_state AS text) FROM pg_stat_replication");
                batch.Add("SELECT current_setting('synchronous_standby_names')");
            },
            static async row =>
            {
                var found = new List<(string, string?)>();
                while (await row.ReadAsync())
                {
                    found.Add((row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)));
                }

                await row.NextResultAsync();
                return (found, await row.ReadAsync() ? row.GetString(0) : string.Empty);
            });
        bool isSafe = standbys.Count == 0 || standbys.Any(static one => one.State is "sync" or "quorum") || (names.Length > 0 && standbys.All(static one => one.State is null));
        return isSafe ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{standbys.Count} standbys follow PostgreSQL at {source.Where}, and none is synchronous: one that takes over lacks acknowledged commits. Name one in synchronous_standby_names.");
    }
}
