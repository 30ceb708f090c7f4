namespace Callgoose.Hosting;

/// <summary>How .NET's sockets tell that something has come: on the threads that watch them, without the pool in between.</summary>
/// <remarks>
/// <para>.NET takes these two settings from the environment alone, when the first socket is used. In this process that is later than
/// the start, and what it reads is .NET's own copy of the environment. Whoever sets them outside has the say.</para>
/// <para>What runs on those threads must not block. Of the connections that is <see cref="Direct.DirectConnection"/> alone; everything else
/// moves to the pool where it begins to wait (<see cref="HalfClosedInput"/>).</para>
/// </remarks>
internal static class SocketThreads
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>Half of the processors watch sockets and read webhooks; the other half is left to what commits and answers them.</summary>
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
