using System.Diagnostics;
using System.Text.Json;

namespace Callgoose.Schema.Tests;

/// <summary>An independent JSON Schema validator: Python's, from the Debian package.</summary>
internal static class Validator
{
    /// <summary>Checks a JSON Schema and instances against it.</summary>
    /// <returns><c>schema</c> if the schema itself is valid, then for each instance <c>taken</c> or the reason why it is not.</returns>
    public static IReadOnlyList<string> Run(string schema, IEnumerable<string> instances)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "JsonSchemas", "validate.py")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(JsonSerializer.Serialize(new { schema, instances }));
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, "Python's validator is needed (tests/prerequisites --install installs it): " + errors.Result);
        return output.TrimEnd('\n').Split('\n');
    }
}
