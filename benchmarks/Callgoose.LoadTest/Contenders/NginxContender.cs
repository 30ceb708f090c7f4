using System.Net;
using System.Net.Sockets;
using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>nginx with Lua and cjson, tuned by hand; <c>nginx.conf</c> and <c>process.lua</c> say how.</summary>
/// <param name="name">The name.</param>
/// <param name="workers">The value of <c>worker_processes</c>.</param>
/// <param name="path">The path that is called.</param>
/// <param name="expectedStatus">What it answers.</param>
internal sealed class NginxContender(string name, string workers, string path, int expectedStatus) : IContender
{
    private const string ProcessPath = "/v1/process?from=BetterStack";
    private const string Token = "cg_load-test-token-of-the-rival-0123456789abcdef";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The modules, loaded explicitly because the configuration is our own.</summary>
    private static readonly string[] Modules = ["ndk_http_module.so", "ngx_http_lua_module.so"];

    /// <summary>The rival with a worker for each core, with one, and the floor: an empty answer.</summary>
    public static IReadOnlyList<NginxContender> All { get; } =
    [
        new("nginx-lua", "auto", ProcessPath, 201),
        new("nginx-lua-1", "1", ProcessPath, 201),
        new("nginx-empty", "auto", "/empty", 200),
    ];

    /// <summary>True if nginx and its modules are there.</summary>
    public static bool IsInstalled => Tools.Find("nginx") is not null && Modules.All(static m => ModulePath(m) is not null);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<RunningServer> StartAsync()
    {
        string program = Tools.Find("nginx")!;
        var folder = new TempFolder();
        int port = FreePort();
        Fill("nginx.conf", folder, port);
        Fill("process.lua", folder, port);
        Child process = Child.Start(program, ["-p", folder.FullName, "-c", folder["nginx.conf"], "-e", folder["error.log"]]);
        process.DrainOutput();
        var server = new RunningServer(process, folder)
        {
            Target = new Uri($"http://127.0.0.1:{port}{path}"),
            Token = Token,
            ExpectedStatus = expectedStatus,
        };
        try
        {
            await WaitUntilItListensAsync(process, folder, port);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task WaitUntilItListensAsync(Child process, TempFolder folder, int port)
    {
        for (DateTime end = DateTime.UtcNow + StartTimeout; DateTime.UtcNow < end; await Task.Delay(50))
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }

        string log = File.Exists(folder["error.log"]) ? await File.ReadAllTextAsync(folder["error.log"]) : "";
        throw new LoadTestException($"nginx does not listen:\n{process.Output}{log}");
    }

    private void Fill(string file, TempFolder folder, int port)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contenders", file));
        IEnumerable<string> modules = Modules.Select(static m => $"load_module {ModulePath(m)};");
        File.WriteAllText(folder[file], text
            .Replace("@FOLDER@", folder.FullName, StringComparison.Ordinal)
            .Replace("@PORT@", $"{port}", StringComparison.Ordinal)
            .Replace("@WORKERS@", workers, StringComparison.Ordinal)
            .Replace("@TOKEN@", Token, StringComparison.Ordinal)
            .Replace("@USER@", Environment.IsPrivilegedProcess ? "user root;" : "", StringComparison.Ordinal)
            .Replace("@MODULES@", string.Join('\n', modules), StringComparison.Ordinal));
    }

    private static string? ModulePath(string module) =>
        new[] { "/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules" }
            .Select(folder => Path.Combine(folder, module))
            .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
