using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Reading;

namespace Callgoose.Storage.Postgres.Reading;

/// <summary>Follows the transitions of all servers by the number of the line, which is in commit order.</summary>
internal sealed class PostgresTransitionReader(ConnectionSource source) : ITransitionReader
{
    /// <summary>The commit with the line after a number, and the later commits; then their lines, one for each row.</summary>
    private static readonly string After = $"""
        SELECT {IncidentRow.Columns}, o.sequence, t.kind, t.at, t.cause, t.call_id, t.comment, t.origin
        FROM (
            SELECT c.first + u.place - 1 AS sequence, u.incident, u.number
            FROM commits c CROSS JOIN LATERAL unnest(c.incidents, c.numbers) WITH ORDINALITY AS u (incident, number, place)
            WHERE c.first >= coalesce((SELECT max(first) FROM commits WHERE first <= $1 + 1), 0) AND c.first <= $1 + $4) o
        JOIN incidents i ON i.sequence = o.incident
        JOIN transitions t ON t.incident = o.incident AND t.number = o.number
        WHERE o.sequence > $1 AND i.environment = $2 ORDER BY o.sequence LIMIT $3
        """;

    /// <summary>How many numbers one query covers: a follower that is further behind starts again.</summary>
    private const long MaxLookedAt = 100_000;

    /// <inheritdoc/>
    public ValueTask<long> VersionAsync() => source.ReadAsync(
        static batch => batch.Add("SELECT coalesce(sum(batch), 0) FROM gateways"),
        static async row => await row.ReadAsync() ? (long)row.GetDecimal(0) : 0);

    /// <inheritdoc/>
    public ValueTask<long> NewestAsync() => source.ReadAsync(
        static batch => batch.Add("SELECT last FROM line WHERE id = 1"),
        static async row => await row.ReadAsync() ? row.GetInt64(0) : 0);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FollowedTransition>> AfterAsync(long sequence, string environment, int limit) => source.ReadAsync<IReadOnlyList<FollowedTransition>>(
        batch => batch.Add(After).Add(sequence).Add(Encoding.UTF8.GetBytes(environment)).Add((long)limit).Add(MaxLookedAt),
        static async row =>
        {
            var transitions = new List<FollowedTransition>();
            while (await row.ReadAsync())
            {
                var line = new Transition(
                    (TransitionKind)row.GetInt16(IncidentRow.ColumnCount + 1),
                    row.GetInt64(IncidentRow.ColumnCount + 2),
                    IncidentRow.Text(row, IncidentRow.ColumnCount + 3),
                    row.GetGuid(IncidentRow.ColumnCount + 4).ToId(),
                    row.IsDBNull(IncidentRow.ColumnCount + 5) ? null : IncidentRow.Text(row, IncidentRow.ColumnCount + 5),
                    (TransitionOrigin)row.GetInt16(IncidentRow.ColumnCount + 6));
                transitions.Add(new FollowedTransition(row.GetInt64(IncidentRow.ColumnCount), line, IncidentRow.Summary(row)));
            }

            return transitions;
        });

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
