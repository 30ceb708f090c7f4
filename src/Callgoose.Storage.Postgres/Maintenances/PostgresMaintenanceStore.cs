using System.Data;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Maintenances;
using Callgoose.Storage.Postgres.Connections;
using Npgsql;

namespace Callgoose.Storage.Postgres.Maintenances;

/// <summary>
/// Maintenances that several servers share. Every change raises the number in <c>maintenance_changes</c> in the same transaction, before anything
/// else: this row is the lock for changes of several servers, which keeps the number of maintenances exact.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="clock">The source of the time.</param>
/// <param name="newest">The number of the newest change, if somebody follows it; null to ask the database each time.</param>
internal sealed class PostgresMaintenanceStore(ConnectionSource source, TimeProvider clock, Func<long>? newest) : IMaintenanceStore
{
    /// <summary>The number of the newest change.</summary>
    public const string Generation = "SELECT number FROM maintenance_changes WHERE id = 1";

    private const string Columns = "id, service, begins_at, ends_at, tags, reason, begun_by";

    /// <inheritdoc/>
    public long Version => newest is not null ? newest() : Run(static batch => batch.Add(Generation), static row => row.Read() ? row.GetInt64(0) : 0);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public IReadOnlyList<ServiceMaintenance> List() => Run(
        batch => batch.Add($"SELECT {Columns} FROM maintenances WHERE ends_at > $1 ORDER BY begins_at DESC, id DESC").Add(Oldest()),
        static row =>
        {
            var list = new List<ServiceMaintenance>();
            while (row.Read())
            {
                list.Add(Read(row));
            }

            return list;
        });

    /// <inheritdoc/>
    public bool Add(ServiceMaintenance maintenance)
    {
        ArgumentNullException.ThrowIfNull(maintenance);
        return Change(
            batch =>
            {
                batch.Add("DELETE FROM maintenances WHERE ends_at <= $1").Add(Oldest());
                batch.Add($"""
                    INSERT INTO maintenances ({Columns}) SELECT $1, $2, $3, $4, $5, $6, $7 WHERE (SELECT count(*) FROM maintenances) < {ServiceMaintenance.Most} RETURNING id
                    """)
                    .Add(maintenance.Id.ToGuid())
                    .Add(Encoding.UTF8.GetBytes(maintenance.Service))
                    .Add(maintenance.From)
                    .Add(maintenance.Until)
                    .Add(MaintenanceTags.Write(maintenance.Tags))
                    .Add(Encoding.UTF8.GetBytes(maintenance.Reason))
                    .Add(Encoding.UTF8.GetBytes(maintenance.BegunBy));
            },
            static row => row.Read());
    }

    /// <inheritdoc/>
    public ServiceMaintenance? MoveEnd(TimeOrderedId id, long until) => Change(
        batch => batch.Add($"UPDATE maintenances SET ends_at = $2, begins_at = least(begins_at, $2) WHERE id = $1 AND ends_at > $3 RETURNING {Columns}")
            .Add(id.ToGuid()).Add(until).Add(Now),
        static row => row.Read() ? Read(row) : null);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private long Oldest() => Now - (long)ServiceMaintenance.Kept.TotalMilliseconds;

    private static ServiceMaintenance Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0).ToId(),
        Service = Text(row, 1),
        From = row.GetInt64(2),
        Until = row.GetInt64(3),
        Tags = MaintenanceTags.Read(row.GetFieldValue<byte[]>(4)),
        Reason = Text(row, 5),
        BegunBy = Text(row, 6),
    };

    private static string Text(NpgsqlDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    /// <summary>Whatever the role's default is, a statement sees everything that others committed before it began.</summary>
    private T Change<T>(Action<NpgsqlBatch> fill, Func<NpgsqlDataReader, T> read)
    {
        bool isCommitting = false;
        return Use(
            connection =>
            {
                using NpgsqlTransaction transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
                using NpgsqlBatch batch = connection.CreateBatch();
                batch.Transaction = transaction;
                batch.Add("UPDATE maintenance_changes SET number = number + 1 WHERE id = 1");
                fill(batch);
                T result;
                using (NpgsqlDataReader row = batch.ExecuteReader())
                {
                    result = read(row);
                }

                isCommitting = true;
                transaction.Commit();
                return result;
            },
            () => !isCommitting);
    }

    private T Run<T>(Action<NpgsqlBatch> ask, Func<NpgsqlDataReader, T> read) => Use(
        connection =>
        {
            using NpgsqlBatch batch = connection.CreateBatch();
            ask(batch);
            using NpgsqlDataReader row = batch.ExecuteReader();
            return read(row);
        },
        static () => true);

    /// <summary>
    /// Tries once more if a pooled connection turns out to be dead, unless the commit was already sent: then its outcome is unknown.
    /// </summary>
    private T Use<T>(Func<NpgsqlConnection, T> work, Func<bool> mayRepeat)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                using NpgsqlConnection connection = source.Open();
                return work(connection);
            }
            catch (Exception e) when (Failures.IsOfDatabase(e))
            {
                if (tries > 1 || !Failures.IsBroken(e) || !mayRepeat())
                {
                    throw Failures.Describe(e, source.Where);
                }
            }
        }
    }
}
