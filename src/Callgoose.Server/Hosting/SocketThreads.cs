namespace Callgoose.Hosting;

/// <summary>Makes .NET run socket completions directly on the threads that watch the sockets, without the pool in between.</summary>
/// <remarks>
/// <para>.NET reads these two settings only from the environment, when the first socket is used. In this process that is later than
/// the start, and .NET reads its own copy of the environment. Values that are already set win.</para>
/// <para>The settings affect every socket of the process, including those of an HTTP client. Code on those threads must be short and must not block. For
/// a connection it only copies bytes; code that waits for them resumes on the pool (<see cref="PooledInput"/>,
/// <see cref="PooledOutput"/>, <see cref="ConnectionListener"/>). Any other code that uses a socket must leave the thread at once with <c>Task.Yield</c>.</para>
/// <para>A server with a shared store does not use this: the code that handles an answer of the database is neither short nor free of waits.</para>
/// </remarks>
internal static class SocketThreads
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>Lets half of the processors watch sockets and leaves the other half for requests and commits.</summary>
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
