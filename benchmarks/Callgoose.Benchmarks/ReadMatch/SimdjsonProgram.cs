using System.Diagnostics;
using System.Globalization;
using Callgoose.Benchmarks.ReadMatch.Bodies;

namespace Callgoose.Benchmarks.ReadMatch;

/// <summary>
/// The C++ program next to this file, compiled on and for this machine, over the same bodies. It waits for its turns on its standard input.
/// </summary>
internal sealed class SimdjsonProgram : IDisposable
{
    private readonly Process process;
    private readonly string folder;

    private SimdjsonProgram(Process process, string folder)
    {
        this.process = process;
        this.folder = folder;
        Version = process.StandardOutput.ReadLine() ?? "";
    }

    /// <summary>The version of the library, and the implementation that it chose for the processor.</summary>
    public string Version { get; }

    /// <summary>Starts it over some bodies.</summary>
    /// <param name="executable">The result of <see cref="Compile"/>.</param>
    /// <param name="set">The bodies.</param>
    public static SimdjsonProgram Start(string executable, BodySet set)
    {
        string folder = Directory.CreateTempSubdirectory("callgoose-simdjson-").FullName;
        var start = new ProcessStartInfo(executable) { RedirectStandardInput = true, RedirectStandardOutput = true };
        for (int i = 0; i < set.Bodies.Length; i++)
        {
            string file = Path.Combine(folder, $"{i:000}.json");
            File.WriteAllBytes(file, set.Bodies[i]);
            start.ArgumentList.Add(file);
        }

        return new SimdjsonProgram(Process.Start(start)!, folder);
    }

    /// <summary>Compiles it.</summary>
    /// <param name="executable">The path of the result.</param>
    /// <returns>Empty on success, else the reason: the compiler or the library is not installed.</returns>
    public static string Compile(string executable) =>
        Run("g++", "-std=c++17", "-O3", "-march=native", Path.Combine(AppContext.BaseDirectory, "simdjson", "read_match.cc"), "-o", executable, "-lsimdjson");

    /// <summary>Sends it one command.</summary>
    /// <returns>The fields of its answer.</returns>
    public string[] Ask(string command, string mode, int number)
    {
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{command} {mode} {number}"));
        process.StandardInput.Flush();
        return (process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The simdjson program ended.")).Split('\t');
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? "" : $"{program} ended with {compiler.ExitCode}: {errors.Split('\n')[0]}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"{program}: {e.Message}";
        }
    }
}
