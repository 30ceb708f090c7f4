using Callgoose.LoadTest.Platform;

namespace Callgoose.LoadTest.Contenders;

/// <summary>nginx with Lua and cjson, tuned by hand; see <c>nginx.conf</c> and <c>process.lua</c>.</summary>
/// <param name="name">The name.</param>
/// <param name="workers">The value of <c>worker_processes</c>.</param>
/// <param name="isEmpty">True for the floor: an empty answer.</param>
/// <param name="isDurable">True for a synced line on disk before each answer that has an effect.</param>
/// <param name="description">What it is.</param>
internal sealed class NginxContender(string name, string workers, bool isEmpty, bool isDurable, string description) : IContender
{
    /// <summary>The modules, loaded explicitly because the configuration is our own.</summary>
    private static readonly string[] Modules = ["ndk_http_module.so", "ngx_http_lua_module.so"];

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Abilities Abilities { get; } = new(!isEmpty, !isEmpty, isDurable, description);

    /// <inheritdoc/>
    public bool IsInstalled => Tools.Find("nginx") is not null && Modules.All(static m => ModulePath(m) is not null);

    /// <inheritdoc/>
    public Task<RunningServer> StartAsync() => ContenderStart.RunAsync((folder, port) =>
    {
        string configuration = FilledFiles.Write(
            "nginx.conf",
            folder,
            ("PORT", $"{port}"),
            ("WORKERS", workers),
            ("START", isDurable ? $"init_worker_by_lua_block {{ require(\"journal\").start(\"{folder.FullName}/journal-\" .. ngx.worker.id()) }}" : ""),
            ("USER", Environment.IsPrivilegedProcess ? "user root;" : ""),
            ("MODULES", string.Join('\n', Modules.Select(static m => $"load_module {ModulePath(m)};"))));
        FilledFiles.Write("journal.lua", folder);
        FilledFiles.Write("process.lua", folder, ("JOURNAL", isDurable ? "require \"journal\"" : "nil"));
        Child process = ContenderStart.Process(
            Tools.Find("nginx")!, "-p", folder.FullName, "-c", configuration, "-e", "stderr");
        return new RunningServer(process, folder)
        {
            Target = new Uri($"http://127.0.0.1:{port}{(isEmpty ? "/empty" : FilledFiles.ProcessPath)}"),
            Token = FilledFiles.Token,
            ExpectedStatus = isEmpty ? 200 : 201,
            ExpectedBody = isEmpty ? AnswerBody.Empty : AnswerBody.Verdict,
        };
    });

    private static string? ModulePath(string module) =>
        new[] { "/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules" }
            .Select(folder => Path.Combine(folder, module))
            .FirstOrDefault(File.Exists);
}
