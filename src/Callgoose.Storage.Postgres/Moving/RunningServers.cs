using System.Globalization;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Postgres.Gateways;
using Npgsql;

namespace Callgoose.Storage.Postgres.Moving;

/// <summary>The servers that use a shared store: while there are any, nothing is moved from or into it.</summary>
internal static class RunningServers
{
    /// <summary>Checks that there are none.</summary>
    /// <exception cref="StoreException">There are.</exception>
    public static async ValueTask RequireNoneAsync(NpgsqlConnection connection, string where)
    {
        await using NpgsqlCommand ask = new(
            $"SELECT count(*) FROM gateways WHERE seen_at > clock_timestamp() - interval '{GatewaySeat.SecondsUntilFree} seconds'", connection);
        if (await ask.ExecuteScalarAsync() is > 0L and long running)
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture, $"{running} servers run on PostgreSQL at {where}, or were killed less than a minute ago. Stop them, and run the move again."));
        }
    }
}
