using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.OpenApi;

/// <summary>The npm packages that check the document and generate a client from it, installed once beside the tests.</summary>
public sealed class OpenApiTools : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "OpenApi");

    public async ValueTask InitializeAsync()
    {
        string installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--omit=optional");
        }
    }

    /// <summary>Runs a program in the folder of the packages. It must succeed.</summary>
    /// <returns>Its output.</returns>
    public static async Task<string> RunAsync(params string[] command)
    {
        System.Diagnostics.ProcessStartInfo start = Start.Of(command);
        start.WorkingDirectory = Folder;
        CommandResult result = await CommandResult.RunAsync(start, TimeSpan.FromMinutes(5));
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {result.Output}{result.Errors}");
        return result.Output;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
