namespace Callgoose.Hosting;

/// <summary>How .NET's sockets tell that something has come: the threads that watch them take it from the system, without the pool in between.</summary>
/// <remarks>
/// <para>.NET takes these two settings from the environment alone, when the first socket is used. In this process that is later than
/// the start, and what it reads is .NET's own copy of the environment. Whoever sets them outside has the say.</para>
/// <para>It concerns every socket of the process, those of an HTTP client too. What runs on those threads must not block and must be short: of a
/// connection it is the copying of its bytes alone, and whoever waits for them goes on on the pool (<see cref="PooledInput"/>,
/// <see cref="PooledOutput"/>, <see cref="ConnectionListener"/>). Whoever uses a socket otherwise has to leave the thread at once, by <c>Task.Yield</c>.</para>
/// <para>A server with a shared store leaves it: what goes on when an answer of the database comes is neither short nor free of waiting.</para>
/// </remarks>
internal static class SocketThreads
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>Half of the processors watch sockets; the other half is left to what serves and commits.</summary>
    public static void ServeInline()
    {
        SetUnlessSet(Inline, "1");
        SetUnlessSet(Count, Math.Max(1, Environment.ProcessorCount / 2).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void SetUnlessSet(string name, string value)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
