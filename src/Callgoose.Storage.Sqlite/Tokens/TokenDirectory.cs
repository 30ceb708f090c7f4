using Callgoose.Storage.Contract;
using Callgoose.Storage.Sqlite.Database;
using Callgoose.Storage.Sqlite.Files;
using Callgoose.Storage.Sqlite.Folder;
using Callgoose.Storage.Tokens;

namespace Callgoose.Storage.Sqlite.Tokens;

/// <summary>
/// Finds the token of a request. It answers from memory, without a lock or an allocation. The first request after a change by another
/// process sees that change.
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
    /// <exception cref="StoreException">The file cannot be opened, belongs to another program, or has another version.</exception>
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

    /// <summary>Closes the database.</summary>
    /// <remarks>The file of the generation stays open: a running request may read it, and the directory lives as long as its server.</remarks>
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

    /// <summary>
    /// Checks the files. Even if the file of the generation is lost, the content of the database takes effect soon, and the loss of the
    /// file is noticed.
    /// </summary>
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
                // First: the database decides, whatever is in the place of the file.
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
                // The next check may succeed; a request that needs the database reports why it cannot be read.
            }
        }
    }

    /// <summary>Reads a number that changes when another connection has committed (sqlite.org/pragma.html#pragma_data_version).</summary>
    private long ReadDataVersion() => database.ReadNumber("PRAGMA data_version");

    private TokenSnapshot Load()
    {
        long seen = generation.Current;
        return new TokenSnapshot(seen, TokenRows.Read(database));
    }
}
