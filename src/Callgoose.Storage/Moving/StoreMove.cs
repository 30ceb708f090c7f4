using System.Security.Cryptography;
using System.Text;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Moving;

/// <summary>
/// Moves all data from one store into another. Each write records its progress, so a move that was interrupted at any point resumes where
/// it stopped. At the end the rows of both stores are read again, counted and compared by digest.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="target">The target.</param>
/// <param name="begun">Called before each step with its description.</param>
public sealed class StoreMove(IMoveSource source, IMoveTarget target, Action<string> begun)
{
    private const int MaxRows = 500;
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Counts the rows to move, and changes nothing.</summary>
    /// <exception cref="StoreException">The source cannot be read, or the target holds other data.</exception>
    public async Task<IReadOnlyList<(MovedTable Table, TableDigest Digest)>> LookAsync()
    {
        IReadOnlyList<(MovedTable Table, TableDigest Digest)> wanted = await DigestAsync(source.Where, source.ReadAsync);
        if (await target.HasDataAsync() && FindDifference(wanted, await DigestAsync(target.Where, target.ReadAsync)) is not null)
        {
            throw HoldsOtherData();
        }

        return wanted;
    }

    /// <summary>Runs the move.</summary>
    /// <returns>The moved tables, with their digests.</returns>
    /// <exception cref="StoreException">
    /// A store cannot be read or written, the target holds other data, or the arrived rows differ from the sent ones.
    /// </exception>
    public async Task<IReadOnlyList<(MovedTable Table, TableDigest Digest)>> RunAsync()
    {
        IReadOnlyList<(MovedTable Table, TableDigest Digest)> wanted = await DigestAsync(source.Where, source.ReadAsync);
        if (await target.HasDataAsync())
        {
            // A move that was interrupted after its last step has left all its data in the target.
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
