namespace Callgoose.LoadTest.Measurements;

/// <summary>A part of the path of a request, and how to recognise it in a call stack.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Marks">Parts of function names; the first function from the top of a stack that has one decides.</param>
internal sealed record CostPart(string Name, params string[] Marks)
{
    /// <summary>Stacks that belong to no part.</summary>
    public const string Other = "other";

    /// <summary>The names of the product's threads that commit, and that copy committed data from the log into the database.</summary>
    public static IReadOnlyList<string> CommitThreads { get; } = ["store writer", "checkpoint"];

    /// <summary>
    /// Parts of the threads that commit. SQLite and the C library keep no frame pointers, so their callers are unknown there. On these threads nothing
    /// else calls them, and functions without a mark count for SQLite and the rules.
    /// </summary>
    public static IReadOnlyList<CostPart> OfWriter { get; } =
    [
        new("commit: garbage collection", "gc_heap", "GCHeap"),
        new("commit: sync", "fdatasync", "fsync"),
        new("commit: write of the log", "pwrite", "ftruncate", "fallocate"),
        new("commit: waking and waiting", "futex", "__schedule", "sched_yield", "ThreadPool", "Monitor", "CommandQueue", "CompletionDispatcher", "ThreadSignal", "WaitSubsystem"),
        new("commit: rules and SQLite", ""),
    ];

    /// <summary>Parts of all other threads, in the order in which they are tried.</summary>
    public static IReadOnlyList<CostPart> OfOthers { get; } =
    [
        new("garbage collection", "gc_heap", "GCHeap"),
        new("network: kernel", "tcp_", "__sys_sendto", "__sys_recvfrom", "__sys_sendmsg", "__sys_recvmsg", "epoll", "__send", "__recv"),
        new("network: sockets of .NET", "System_Net_Sockets", "Kestrel_Transport_Sockets"),
        new("authentication", "Callgoose_Auth", "Callgoose_Storage_Token", "Callgoose_Doors_DeliveryId"),
        new("body", "Callgoose_Ingest_BodyStep"),
        new("read", "Callgoose_Payloads", "PayloadReader", "Callgoose_Ingest_ReadStep", "Callgoose_Doors_BodyForm"),
        new("match", "Callgoose_Ingest_MatchStep", "Filters__", "Integration__"),
        new("route", "Callgoose_Ingest_RouteStep", "Callgoose_Ingest_ServicesStep", "Callgoose_Incidents"),
        new("hand-over to the store", "Callgoose_Ingest_StoreStep", "Callgoose_Storage"),
        new("answer", "Callgoose_Ingest_RespondStep", "Callgoose_Doors", "Callgoose_Http"),
        new("HTTP: Kestrel, and the pipes of connections", "Kestrel", "System_IO_Pipelines"),
        new("the rest of our code", "callgoose_Callgoose", "Callgoose_"),
        new("scheduling", "futex", "__schedule", "sched_yield", "PortableThreadPool", "ThreadPoolWorkQueue", "LowLevel", "Thread__"),
    ];

    /// <summary>The name of the part that a stack belongs to.</summary>
    /// <param name="thread">The name of the thread.</param>
    /// <param name="functions">The functions, innermost first.</param>
    public static string Of(string thread, IEnumerable<string> functions)
    {
        IReadOnlyList<CostPart> parts = CommitThreads.Contains(thread) ? OfWriter : OfOthers;
        foreach (string function in functions)
        {
            // The part with a mark that matches everything comes last, and only if no function of the stack has another mark.
            if (parts.FirstOrDefault(p => p.Marks.Any(m => m.Length > 0 && function.Contains(m, StringComparison.Ordinal))) is CostPart part)
            {
                return part.Name;
            }
        }

        return parts[^1].Marks is [""] ? parts[^1].Name : Other;
    }
}
