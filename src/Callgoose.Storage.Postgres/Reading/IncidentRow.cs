using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Reading;
using Npgsql;

namespace Callgoose.Storage.Postgres.Reading;

/// <summary>Reads incidents and their lines from rows.</summary>
internal static class IncidentRow
{
    /// <summary>The columns of a summary.</summary>
    public const string Columns =
        "i.sequence, i.id, i.state, i.urgency, i.service, i.environment, i.source, i.incident_key, i.title, i.occurrences, i.triggered_at, i.last_seen_at, "
        + "i.resolved_at, i.integration, i.expires_at, i.held_until";

    /// <summary>The number of these columns.</summary>
    public const int ColumnCount = 16;

    /// <summary>The incident of a row.</summary>
    public static IncidentSummary Summary(NpgsqlDataReader row) => new(
        row.GetGuid(1).ToId(),
        (IncidentState)row.GetInt16(2),
        (Urgency)row.GetInt16(3),
        Text(row, 4),
        Text(row, 5),
        TextOrNull(row, 6),
        TextOrNull(row, 7),
        Text(row, 8),
        row.GetInt64(9),
        row.GetInt64(10),
        row.GetInt64(11),
        TimeOrNull(row, 12))
    {
        Integration = TextOrNull(row, 13),
        ExpiresAt = TimeOrNull(row, 14),
        HeldUntil = TimeOrNull(row, 15),
    };

    /// <summary>The line of a timeline, with what it changed.</summary>
    public static Transition Line(NpgsqlDataReader row) => new(
        (TransitionKind)row.GetInt16(0),
        row.GetInt64(1),
        Text(row, 2),
        row.GetGuid(3).ToId(),
        row.IsDBNull(4) ? null : Text(row, 4),
        (TransitionOrigin)row.GetInt16(5),
        row.GetInt16(0) == (short)TransitionKind.Updated ? Changes(row) : null);

    /// <summary>A text of a row.</summary>
    public static string Text(NpgsqlDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    /// <summary>A text of a row; null if it is empty or missing.</summary>
    public static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) || Text(row, column) is not { Length: > 0 } text ? null : text;

    /// <summary>A time of a row; null for none.</summary>
    public static long? TimeOrNull(NpgsqlDataReader row, int column) => row.GetInt64(column) is not 0 and long time ? time : null;

    private static IncidentChanges Changes(NpgsqlDataReader row) => row.IsDBNull(6)
        ? new IncidentChanges(null, null, null, null, null, null, null)
        : new IncidentChanges(Nullable(row, 7), Nullable(row, 8), Nullable(row, 9), Nullable(row, 10), UrgencyOrNull(row, 11), UrgencyOrNull(row, 12), Nullable(row, 13));

    private static string? Nullable(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Text(row, column);

    private static Urgency? UrgencyOrNull(NpgsqlDataReader row, int column) => row.GetInt16(column) is not 0 and short number ? (Urgency)number : null;
}
