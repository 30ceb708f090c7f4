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
public sealed class TokenDirectory : ITokenDirectory
{
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

    /// <inheritdoc/>
    public bool IsHealthy => files.Loss is null;

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public TokenSnapshot? Current => files.Loss is null && snapshot is TokenSnapshot last && last.Generation == generation.Current ? last : null;

    /// <inheritdoc/>
    public IReadOnlyList<string> Environments => [.. CurrentOrRead().Environments];

    /// <inheritdoc/>
    public ApiToken? Find(ReadOnlySpan<char> presented) => CurrentOrRead().Find(presented, clock);

    /// <inheritdoc/>
    public ApiToken? Find(TokenSnapshot current, ReadOnlySpan<char> presented)
    {
        ArgumentNullException.ThrowIfNull(current);
        return current.Find(presented, clock);
    }

    /// <inheritdoc/>
    public ApiToken? FindByHash(ReadOnlySpan<byte> hash) => CurrentOrRead().Find(hash, clock);

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

    private TokenSnapshot CurrentOrRead()
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
