using System.Globalization;
using System.Text;
using Callgoose.Incidents;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Deliveries;
using Callgoose.Storage.Postgres.Connections;
using Callgoose.Storage.Postgres.Layout;
using Callgoose.Storage.Postgres.Reading;
using Npgsql;

namespace Callgoose.Storage.Postgres.Deliveries;

/// <summary>Stores deliveries for all servers: each of them can list and change them, and one delivers (<see cref="IDeliveryTurn"/>).</summary>
public sealed class PostgresDeliveryStore : IDeliveryStore, IDisposable
{
    private readonly ConnectionSource source;
    private readonly DeliveryTurn turn;
    private readonly bool isSerializable;
    private readonly bool ownsSource;

    /// <summary>Uses a database.</summary>
    /// <param name="source">The database; it must stay open longer than this.</param>
    /// <param name="options">The options.</param>
    /// <param name="clock">The clock of this server.</param>
    /// <param name="ownsSource">Whether this closes the database.</param>
    internal PostgresDeliveryStore(ConnectionSource source, PostgresStoreOptions options, TimeProvider clock, bool ownsSource = false)
    {
        this.source = source;
        this.ownsSource = ownsSource;
        turn = new DeliveryTurn(source, options.Name, clock);
        isSerializable = options.IsSerializable;
    }

    /// <summary>Opens them, with or without a running server.</summary>
    /// <param name="options">The options.</param>
    /// <param name="clock">The clock of this machine.</param>
    /// <exception cref="StoreException">The database cannot be reached, or its tables belong to a newer program.</exception>
    public static async Task<PostgresDeliveryStore> OpenAsync(PostgresStoreOptions options, TimeProvider clock)
    {
        if (!PostgresSupport.IsPresent)
        {
            throw PostgresSupport.Missing();
        }

        ArgumentNullException.ThrowIfNull(options);
        var source = new ConnectionSource(options);
        try
        {
            await StoreLayout.PrepareAsync(source);
            return new PostgresDeliveryStore(source, options, clock, ownsSource: true);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Exists => true;

    /// <inheritdoc/>
    public IDeliveryTurn Turn => turn;

    /// <inheritdoc/>
    public IDeliveryTables Open() => PostgresDeliveryTables.Open(source, turn, isSerializable);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DeliveryRow>> ListAsync(DeliveryQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return source.ReadAsync<IReadOnlyList<DeliveryRow>>(
            batch => AddList(batch, query),
            static async reader =>
            {
                var rows = new List<DeliveryRow>();
                while (await reader.ReadAsync())
                {
                    rows.Add(OutgoingRows.Read(reader));
                }

                return rows;
            });
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, WaitingDeliveries>> WaitingAsync() => source.ReadAsync<IReadOnlyDictionary<string, WaitingDeliveries>>(
        static batch => batch.Add("SELECT destination, count(*), min(created_at) FROM outgoing WHERE state = 1 GROUP BY destination"),
        static async row =>
        {
            var waiting = new SortedDictionary<string, WaitingDeliveries>(StringComparer.Ordinal);
            while (await row.ReadAsync())
            {
                waiting.Add(IncidentRow.Text(row, 0), new WaitingDeliveries(row.GetInt64(1), row.GetInt64(2)));
            }

            return waiting;
        });

    /// <inheritdoc/>
    public async ValueTask<int> ChangeAsync(DeliverySelection which, bool skip, long now)
    {
        ArgumentNullException.ThrowIfNull(which);
        try
        {
            await using NpgsqlConnection connection = await source.OpenAsync();
            await using NpgsqlBatch batch = connection.CreateBatch();

            // Runs between two transactions of the server that delivers, which also lock this row first.
            batch.Add("UPDATE dispatcher SET turn = turn WHERE id = 1");
            int first = batch.BatchCommands.Count;
            if (skip)
            {
                OutgoingRows.AddSkip(batch, which, now);
            }
            else
            {
                OutgoingRows.AddRetry(batch, which);
            }

            batch.Add(OutgoingRows.Changed);
            await batch.ExecuteNonQueryAsync();
            return (int)batch.BatchCommands[first].RecordsAffected;
        }
        catch (Exception e) when (Failures.IsOfDatabase(e))
        {
            throw Failures.Describe(e, source.Where);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ownsSource)
        {
            source.Dispose();
        }
    }

    private static void AddList(NpgsqlBatch batch, DeliveryQuery query)
    {
        // An id contains the id of its incident. The state is a literal number, so that PostgreSQL sees which partial indexes it can use.
        TimeOrderedId? incident = query.Incident ?? (query.Id is string known ? DeliveryIds.IncidentOf(known) : null);
        var sql = new StringBuilder($"SELECT {OutgoingRows.Columns} FROM outgoing WHERE sequence < $1");
        NpgsqlBatchCommand list = batch.Add(string.Empty).Add(query.Before);
        sql.Append(query.State is DeliveryState state ? string.Create(CultureInfo.InvariantCulture, $" AND state = {(int)state}") : string.Empty);
        if (incident is TimeOrderedId one)
        {
            list.Add(one.ToGuid());
            And($"incident = ${list.Parameters.Count}");
        }

        Is("destination", query.Destination);
        Is("id", query.Id);
        Is("environment", query.Environment);
        if (query.Services is IReadOnlyCollection<string> services)
        {
            list.Add(services.Select(static service => (byte[]?)OutgoingRows.Bytes(service)));
            And($"service = ANY(${list.Parameters.Count})");
        }

        list.Add((long)query.Limit);
        list.CommandText = sql.Append(CultureInfo.InvariantCulture, $" ORDER BY sequence DESC LIMIT ${list.Parameters.Count}").ToString();

        void Is(string column, string? value)
        {
            if (value is not null)
            {
                list.Add(OutgoingRows.Bytes(value));
                And($"{column} = ${list.Parameters.Count}");
            }
        }

        void And(string condition) => sql.Append(" AND ").Append(condition);
    }
}
