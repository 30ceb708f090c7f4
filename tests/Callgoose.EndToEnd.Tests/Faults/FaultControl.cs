using System.IO.MemoryMappedFiles;

namespace Callgoose.EndToEnd.Tests.Faults;

/// <summary>The memory that a test shares with the library that is preloaded into its server: <c>struct control</c> of faults.c.</summary>
public sealed class FaultControl : IDisposable
{
    /// <summary>Input/output error.</summary>
    public const int Eio = 5;

    /// <summary>No space left on device.</summary>
    public const int Enospc = 28;

    private const int Size = 48;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor memory;

    public FaultControl(string path)
    {
        File.WriteAllBytes(path, new byte[Size]);
        file = MemoryMappedFile.CreateFromFile(path);
        memory = file.CreateViewAccessor(0, Size);
    }

    /// <summary>The error number of every sync; 0 while syncs work.</summary>
    public int FailSync
    {
        set => memory.Write(0, value);
    }

    /// <summary>The error number of every write; 0 while writes work.</summary>
    public int FailWrite
    {
        set => memory.Write(4, value);
    }

    /// <summary>Whether the next failing write still writes its first half.</summary>
    public bool ShortWrite
    {
        set => memory.Write(8, value ? 1 : 0);
    }

    /// <summary>The extra time of every sync.</summary>
    public TimeSpan SlowSync
    {
        set => memory.Write(12, (int)value.TotalMilliseconds);
    }

    /// <summary>The offset of the wall clock.</summary>
    public TimeSpan ClockOffset
    {
        set => memory.Write(16, value.Ticks * 100);
    }

    /// <summary>Successful syncs of incidents.db and its log.</summary>
    public long Syncs => memory.ReadInt64(24);

    /// <summary>Successful syncs of the other databases.</summary>
    public long OtherSyncs => memory.ReadInt64(32);

    /// <summary>Writes to the log of incidents.db.</summary>
    public long LogWrites => memory.ReadInt64(40);

    /// <summary>The disk works again.</summary>
    public void Mend()
    {
        FailSync = 0;
        FailWrite = 0;
        ShortWrite = false;
        SlowSync = TimeSpan.Zero;
    }

    public void Dispose()
    {
        memory.Dispose();
        file.Dispose();
    }
}
