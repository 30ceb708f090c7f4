namespace Callgoose.LoadTest.Contenders;

/// <summary>All rivals of the product, and the controls.</summary>
internal static class Rivals
{
    private const string Nginx =
        "nginx, Lua and cjson, tuned by hand ([`nginx.conf`](Callgoose.LoadTest/Contenders/nginx.conf), "
        + "[`process.lua`](Callgoose.LoadTest/Contenders/process.lua)), ";

    /// <summary>The rival that the product must not be slower than.</summary>
    public const string FastPath = "nginx-lua";

    /// <summary>The contenders that only answer.</summary>
    public static IReadOnlyList<string> Floors { get; } = ["nginx-empty", "kestrel-empty"];

    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<IContender> All { get; } =
    [
        new NginxContender(FastPath, "auto", isEmpty: false, isDurable: false, Nginx + "a worker for each core; keeps nothing"),
        new NginxContender("nginx-lua-1", "1", isEmpty: false, isDurable: false, Nginx + "one worker; keeps nothing"),
        new NginxContender(
            "nginx-lua-fsync",
            "auto",
            isEmpty: false,
            isDurable: true,
            Nginx + "a worker for each core, and [`journal.lua`](Callgoose.LoadTest/Contenders/journal.lua): each effect is a line that is appended to the file of its worker, "
            + "and one `fdatasync` serves all that wait; finds no duplicates, and resolves nothing"),
        new StockContender(),
        new NodeContender(),
        new AlertmanagerContender(),
        new WebhookContender(
            "webhook",
            runsProgram: true,
            "adnanh/webhook ([`hooks.json`](Callgoose.LoadTest/Contenders/hooks.json)) as it is meant to be used: starts a program, "
            + "`/bin/echo`, for each call, whose time counts as its own, and answers with what that printed; keeps nothing"),
        new WebhookContender(
            "webhook-rules",
            runsProgram: false,
            "adnanh/webhook with the same rules the other way round, so that no program is started; keeps nothing"),
        new NginxContender("nginx-empty", "auto", isEmpty: true, isDurable: false, "control: nginx answers with an empty 200"),
        new BareKestrelContender(),
    ];

    /// <summary>The contenders with the given names.</summary>
    /// <exception cref="LoadTestException">A name is unknown.</exception>
    public static IReadOnlyList<IContender> Named(IReadOnlyList<string> names) =>
        names.Except(All.Select(static r => r.Name)).FirstOrDefault() is string unknown
            ? throw new LoadTestException($"There is no rival {unknown}; there are {string.Join(", ", All.Select(static r => r.Name))}.")
            : [.. All.Where(r => names.Contains(r.Name))];
}
