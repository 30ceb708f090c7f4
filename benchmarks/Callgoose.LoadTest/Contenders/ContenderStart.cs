using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>The start that contenders have in common.</summary>
internal static class ContenderStart
{
    /// <summary>Starts a server in its own folder, and leaves nothing behind if that fails.</summary>
    /// <param name="start">Starts it in the folder on the port.</param>
    public static async Task<RunningServer> RunAsync(Func<TempFolder, int, RunningServer> start)
    {
        var folder = new TempFolder();
        RunningServer server;
        try
        {
            server = start(folder, LoopbackPort.Free());
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        try
        {
            await server.WaitUntilItListensAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process and keeps reading its output, so that it never blocks on its pipe.</summary>
    public static Child Process(string program, params string[] arguments)
    {
        Child process = Child.Start(program, arguments, [.. SlowDisk.Environment]);
        process.DrainOutput();
        return process;
    }
}
