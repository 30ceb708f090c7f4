using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>
/// Copies the write-ahead log into the database file on a thread and a connection of its own, so that no commit waits for
/// thousands of pages to be written and synced.
/// </summary>
/// <remarks>
/// <para>The writer goes on appending meanwhile. A log begins anew only where all of it has been copied, so that what came since
/// is left for the writer to copy: a few pages.</para>
/// <para>A copying that fails leaves everything to the writer, which is as if this were not there: what is in the log is
/// durable, and the next copying takes it along.</para>
/// </remarks>
internal sealed class Checkpointer(string path, TimeSpan lockTimeout) : IDisposable
{
    private readonly SemaphoreSlim wanted = new(0);
    private Thread? thread;
    private volatile bool isCopying;
    private volatile bool isEnded;
    private bool hasStarted;

    /// <summary>Whether what <see cref="Start"/> began has ended, so that the rest is the writer's to copy. Only the writer asks.</summary>
    public bool HasCopied => hasStarted && !isCopying;

    /// <summary>Starts to copy, unless that has been started already. Only the writer calls this.</summary>
    public void Start()
    {
        if (hasStarted)
        {
            return;
        }

        hasStarted = true;
        isCopying = true;
        if (thread is null)
        {
            thread = new Thread(Run) { Name = "checkpoint", IsBackground = true };
            thread.Start();
        }

        wanted.Release();
    }

    /// <summary>Gets ready for the next start. Only the writer calls this, after <see cref="HasCopied"/>.</summary>
    public void Finish() => hasStarted = false;

    /// <summary>Waits for a copying that is under way, and closes the connection.</summary>
    public void Dispose()
    {
        isEnded = true;
        wanted.Release();
        thread?.Join();
    }

    /// <summary>The thread and its connection, which are made when they are needed first: a start does not wait for them.</summary>
    private void Run()
    {
        SqliteDatabase? database = null;
        try
        {
            for (wanted.Wait(); !isEnded; wanted.Wait())
            {
                try
                {
                    database ??= SqliteDatabase.OpenBeside(path, lockTimeout);
                    database.TryCheckpoint();
                }
                catch (StoreException)
                {
                    // It could not be opened. The writer tells of a disk that fails.
                }

                isCopying = false;
            }
        }
        finally
        {
            database?.Dispose();
        }
    }
}
