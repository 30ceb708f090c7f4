using System.Security.Cryptography;
using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Files;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Sqlite.Tokens;

/// <summary>
/// What a server asks for each request: whose is this token? Answered from memory, without a lock or an allocation;
/// a change that another process made is seen by the first request after it.
/// </summary>
public sealed class TokenDirectory : IDisposable
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    private static readonly TimeSpan LookingInterval = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly SqliteDatabase database;
    private readonly TokenGeneration generation;
    private readonly TimeProvider clock;
    private readonly DatabaseFiles files;
    private readonly Timer looking;
    private volatile TokenSnapshot snapshot;
    private KeptFile generationFile;
    private long dataVersion;
    private bool isClosed;

    private TokenDirectory(SqliteDatabase database, TokenGeneration generation, TimeProvider clock)
    {
        this.database = database;
        this.generation = generation;
        this.clock = clock;
        dataVersion = ReadDataVersion();
        snapshot = Load();
        files = new DatabaseFiles(database.Path);
        generationFile = new KeptFile(generation.Path);
        looking = new Timer(static directory => ((TokenDirectory)directory!).LookAtFiles(), this, LookingInterval, LookingInterval);
    }

    /// <summary>False if the file was removed or replaced: which tokens are valid is not known from then on.</summary>
    public bool IsHealthy => files.Loss is null;

    /// <summary>Empties the write-ahead log, if nobody else uses it. To be called before the end.</summary>
    public void Checkpoint()
    {
        lock (gate)
        {
            if (!isClosed && files.FindLoss(0) is null)
            {
                database.TryEmptyLog();
            }
        }
    }

    /// <summary>Opens the tokens of a data folder.</summary>
    /// <exception cref="StoreException">The file cannot be opened, is not ours, or is of another version.</exception>
    public static TokenDirectory Open(DataFolder folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(folder);
        SqliteDatabase database = TokenStore.OpenDatabase(folder);
        try
        {
            ChecksumMigration.Run(database, folder);
            return new TokenDirectory(database, TokenGeneration.Open(folder), clock);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Whether the tokens are in memory as they are. If not, the next who looks for one reads all of them from the disk.</summary>
    public bool IsCurrent => snapshot.Generation == generation.Current;

    /// <summary>The environments of the tokens that are not revoked.</summary>
    /// <exception cref="StoreException">The tokens changed and cannot be read.</exception>
    public IReadOnlyList<string> Environments => [.. Current().Environments];

    /// <summary>Finds the token with a secret.</summary>
    /// <param name="presented">What the request presents, of any length and content.</param>
    /// <returns>The token, or null if there is none, or it was revoked, or it has expired.</returns>
    /// <exception cref="StoreException">The tokens changed and cannot be read.</exception>
    public ApiToken? Find(ReadOnlySpan<char> presented)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        return TryHash(presented, hash) ? FindByHash(hash) : null;
    }

    /// <summary>Finds the token whose secret has a hash.</summary>
    /// <param name="hash">The hash, as <see cref="TryHash"/> makes it.</param>
    /// <returns>The token, or null if there is none, or it was revoked, got another secret, or has expired.</returns>
    /// <exception cref="StoreException">The tokens changed and cannot be read, or their file was removed or replaced.</exception>
    public ApiToken? FindByHash(ReadOnlySpan<byte> hash)
    {
        ApiToken? token = Current().Find(hash);
        return token?.ExpiresAt <= clock.GetUtcNow().ToUnixTimeMilliseconds() ? null : token;
    }

    /// <summary>Hashes a secret, for whoever has to remember which token was presented without keeping the secret.</summary>
    /// <param name="presented">What was presented.</param>
    /// <param name="hash">Gets <see cref="HashLength"/> bytes.</param>
    /// <returns>False for a text that cannot be a secret.</returns>
    public static bool TryHash(ReadOnlySpan<char> presented, Span<byte> hash) => TokenSecret.TryHash(presented, hash);

    /// <summary>Closes the file.</summary>
    /// <remarks>
    /// The number stays open: a request that is still under way may look at it, and the directory lives as long as its server.
    /// </remarks>
    public void Dispose()
    {
        looking.Dispose();
        lock (gate)
        {
            isClosed = true;
            database.Dispose();
        }
    }

    private TokenSnapshot Current()
    {
        if (files.Loss is string loss)
        {
            throw new StoreException(loss);
        }

        TokenSnapshot current = snapshot;
        return current.Generation == generation.Current ? current : Reload();
    }

    private TokenSnapshot Reload()
    {
        lock (gate)
        {
            if (snapshot.Generation != generation.Current)
            {
                snapshot = Load();
            }

            return snapshot;
        }
    }

    /// <summary>Whatever happens to the file of the number: what is in the database holds soon, and what has become of that is seen.</summary>
    private void LookAtFiles()
    {
        lock (gate)
        {
            if (isClosed || files.FindLoss(0) is not null)
            {
                return;
            }

            try
            {
                // First: what holds is in the database, whatever stands in the place of the file.
                long version = ReadDataVersion();
                if (version != dataVersion)
                {
                    dataVersion = version;
                    snapshot = Load();
                }

                if (generationFile.FindLoss() is not null)
                {
                    generation.Renew();
                    generationFile = new KeptFile(generation.Path);
                }
            }
            catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
            {
                // The next look may be luckier; a request that needs the database tells why it cannot be read.
            }
        }
    }

    /// <summary>A number that changes when another connection has committed (sqlite.org/pragma.html#pragma_data_version).</summary>
    private long ReadDataVersion() => database.ReadNumber("PRAGMA data_version");

    private TokenSnapshot Load()
    {
        long seen = generation.Current;
        return new TokenSnapshot(seen, TokenRows.Read(database));
    }
}
