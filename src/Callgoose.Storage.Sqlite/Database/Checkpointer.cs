using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Sqlite.Database;

/// <summary>
/// Copies the write-ahead log into the database file on its own thread and connection, so that no commit waits until thousands of pages are
/// written and synced.
/// </summary>
/// <remarks>
/// <para>
/// The writer continues to append meanwhile. A log can restart only after all of it has been copied, so the writer must copy what was added
/// since: a few pages.
/// </para>
/// <para>
/// If a copy fails, everything is left to the writer, as if this class did not exist: the content of the log is durable, and the next copy
/// includes it.
/// </para>
/// </remarks>
internal sealed class Checkpointer(string path, TimeSpan lockTimeout) : IDisposable
{
    private readonly SemaphoreSlim wanted = new(0);
    private Thread? thread;
    private volatile bool isCopying;
    private volatile bool isEnded;
    private bool hasStarted;

    /// <summary>True if the copy that <see cref="Start"/> began has ended, so that the writer must copy the rest. Only the writer reads it.</summary>
    public bool HasCopied => hasStarted && !isCopying;

    /// <summary>Starts a copy, unless one was started already. Only the writer calls this.</summary>
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

    /// <summary>Prepares for the next start. Only the writer calls this, after <see cref="HasCopied"/>.</summary>
    public void Finish() => hasStarted = false;

    /// <summary>Waits for a running copy, and closes the connection.</summary>
    public void Dispose()
    {
        isEnded = true;
        wanted.Release();
        thread?.Join();
    }

    /// <summary>
    /// The body of the thread. Thread and connection are created with the first copy, so that the start of the server does not wait for
    /// them.
    /// </summary>
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
                    // The file could not be opened. The writer will report a failing disk.
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
