using System.Security.Cryptography;
using System.Text;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Moving;

/// <summary>
/// Moves everything from one store into another. What was moved is noted with it, so that a move which was cut off at any point goes on where it was; at the end the
/// rows of both are read again, and counted and digested.
/// </summary>
/// <param name="source">From where.</param>
/// <param name="target">Where to.</param>
/// <param name="begun">Told of each step before it is done.</param>
public sealed class StoreMove(IMoveSource source, IMoveTarget target, Action<string> begun)
{
    private const int MaxRows = 500;
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Counts what there is to move, and changes nothing.</summary>
    /// <exception cref="StoreException">It cannot be read, or the target holds other data.</exception>
    public async Task<IReadOnlyList<(MovedTable Table, TableDigest Digest)>> LookAsync()
    {
        IReadOnlyList<(MovedTable Table, TableDigest Digest)> wanted = await DigestAsync(source.Where, source.ReadAsync);
        if (await target.HasDataAsync() && FindDifference(wanted, await DigestAsync(target.Where, target.ReadAsync)) is not null)
        {
            throw HoldsOtherData();
        }

        return wanted;
    }

    /// <summary>Moves it.</summary>
    /// <returns>What was moved.</returns>
    /// <exception cref="StoreException">It cannot be read or written, the target holds other data, or what arrived is not what was sent.</exception>
    public async Task<IReadOnlyList<(MovedTable Table, TableDigest Digest)>> RunAsync()
    {
        IReadOnlyList<(MovedTable Table, TableDigest Digest)> wanted = await DigestAsync(source.Where, source.ReadAsync);
        if (await target.HasDataAsync())
        {
            // A move that was cut off after its last step has left everything there.
            return FindDifference(wanted, await DigestAsync(target.Where, target.ReadAsync)) is null ? wanted : throw HoldsOtherData();
        }

        await target.BeginAsync(Fingerprint(wanted));
        foreach ((MovedTable table, TableDigest digest) in wanted)
        {
            await CopyAsync(table, digest.Rows);
        }

        begun($"completing {target.Where}");
        await target.CompleteAsync();
        if (FindDifference(wanted, await DigestAsync(target.Where, target.ReadAsync)) is string difference)
        {
            throw new StoreException($"What arrived at {target.Where} is not what was sent: {difference}. The source is as it was; empty the target and move again.");
        }

        await target.EndAsync();
        return wanted;
    }

    private StoreException HoldsOtherData() =>
        new($"{target.Where} holds other data already. Move into an empty one: two stores cannot be joined.");

    private async Task CopyAsync(MovedTable table, long all)
    {
        long done = await target.CountAsync(table);
        if (done == all)
        {
            return;
        }

        begun($"moving {table.Name}: {done} of {all}");
        long passed = 0;
        int bytes = 0;
        var rows = new List<object?[]>(MaxRows);
        await foreach (object?[] row in source.ReadAsync(table))
        {
            if (passed++ < done)
            {
                continue;
            }

            rows.Add(row);
            bytes += row.Sum(static value => value is byte[] text ? text.Length : sizeof(long));
            if (rows.Count == MaxRows || bytes >= MaxBytes)
            {
                await target.WriteAsync(table, rows, passed);
                rows.Clear();
                bytes = 0;
                begun($"moving {table.Name}: {passed} of {all}");
            }
        }

        if (rows.Count > 0)
        {
            await target.WriteAsync(table, rows, passed);
        }
    }

    private async Task<IReadOnlyList<(MovedTable Table, TableDigest Digest)>> DigestAsync(string where, Func<MovedTable, IAsyncEnumerable<object?[]>> read)
    {
        var digests = new List<(MovedTable, TableDigest)>();
        foreach (MovedTable table in MovedTable.All)
        {
            begun($"reading {table.Name} of {where}");
            var digest = new TableDigest();
            await foreach (object?[] row in read(table))
            {
                digest.Add(row);
            }

            digests.Add((table, digest));
        }

        return digests;
    }

    private static string? FindDifference(
        IReadOnlyList<(MovedTable Table, TableDigest Digest)> wanted, IReadOnlyList<(MovedTable Table, TableDigest Digest)> found)
    {
        foreach (((MovedTable table, TableDigest one), (_, TableDigest other)) in wanted.Zip(found))
        {
            if (one.Rows != other.Rows || one.Text != other.Text)
            {
                return one.Rows == other.Rows ? $"{table.Name} differ" : $"of {one.Rows} {table.Name} there are {other.Rows}";
            }
        }

        return null;
    }

    private static string Fingerprint(IReadOnlyList<(MovedTable Table, TableDigest Digest)> tables) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', tables.Select(static one => $"{one.Digest.Rows} {one.Digest.Text}")))));
}
