using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Callgoose.Testing;

/// <summary>
/// A PostgreSQL server for tests, from the system's package, with its own cluster in a temporary folder and its own port on the loopback address. It
/// runs as an unprivileged user even where the tests run as root, because <c>initdb</c> refuses root. It ends with the test process, however that
/// ends.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    public const string User = "callgoose";
    public const string Password = "a password with / and @";

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);
    private static readonly Lazy<PostgresServer> ForAll = new(static () => new PostgresServer());

    private static int databases;

    private readonly string folder = Directory.CreateTempSubdirectory("callgoose-postgres-").FullName;
    private readonly string programs = FindPrograms();
    private readonly bool isMounted;
    private Process? guard;

    /// <summary>Creates a cluster and starts it.</summary>
    /// <param name="isDurable">Whether it syncs. Only tests that look at the disk need it.</param>
    /// <param name="megabytes">The size of a file system that is mounted for it; 0 for none of its own. Needs <see cref="MayMount"/>.</param>
    public PostgresServer(bool isDurable = false, int megabytes = 0)
    {
        if (megabytes > 0)
        {
            Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", folder);
            isMounted = true;
        }

        string passwords = Path.Combine(folder, "password");
        File.WriteAllText(passwords, Password);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        if (IsRoot)
        {
            Run("chown", "-R", "nobody", folder);
        }

        RunUnprivileged(
            $"{programs}/initdb", "-D", Data, "-U", User, "--auth=scram-sha-256", $"--pwfile={passwords}", "-E", "UTF8", "--locale=C", "-N");
        Port = FreePort();
        File.AppendAllText(
            Path.Combine(Data, "postgresql.conf"),
            $"""

            listen_addresses = '127.0.0.1'
            port = {Port}
            unix_socket_directories = ''
            fsync = {(isDurable ? "on" : "off")}
            shared_buffers = 32MB
            max_connections = 200
            autovacuum_naptime = 5s
            log_min_messages = fatal
            """);
        Start();
    }

    /// <summary>Creates a standby that follows a server.</summary>
    private PostgresServer(PostgresServer primary)
    {
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        if (IsRoot)
        {
            Run("chown", "nobody", folder);
        }

        RunUnprivileged($"{programs}/pg_basebackup", "-D", Data, "-d", primary.Url("postgres"), "-R", "-X", "stream", "-c", "fast");
        Port = FreePort();
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"), $"\nport = {Port}\n");
        Start();
    }

    /// <summary>Starts a standby that follows this server. It serves reads, and takes writes after <see cref="Promote"/>.</summary>
    public PostgresServer StartStandby() => new(this);

    /// <summary>Lets a standby take writes.</summary>
    public void Promote() => RunUnprivileged($"{programs}/pg_ctl", "promote", "-D", Data, "-w");

    /// <summary>The server that tests share. Each test has its own database on it.</summary>
    public static PostgresServer Shared => ForAll.Value;

    public int Port { get; }

    public string Folder => folder;

    private string Data => Path.Combine(folder, "data");

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Creates an empty database and returns its address.</summary>
    public string NewDatabase()
    {
        string name = $"test{Interlocked.Increment(ref databases)}";
        Query("postgres", $"CREATE DATABASE {name}");
        return Url(name);
    }

    /// <summary>The address of a database on this server or, after a failover, on a standby of it.</summary>
    public string Url(string database, PostgresServer standby) => Url(database).Replace($":{Port}/", $":{Port},127.0.0.1:{standby.Port}/", StringComparison.Ordinal);

    public string Url(string database, int? port = null) =>
        $"postgres://{User}:{Uri.EscapeDataString(Password)}@127.0.0.1:{port ?? Port}/{database}";

    /// <summary>Runs SQL with <c>psql</c> and returns its output.</summary>
    public string Query(string database, string sql) => Run(
        $"{programs}/psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", Url(database), "-c", sql);

    /// <summary>Runs one of the server's programs, such as <c>pg_dump</c>.</summary>
    public string RunProgram(string program, params string[] arguments) => Run([$"{programs}/{program}", .. arguments]);

    /// <summary>Changes settings. Those that need no restart take effect at once.</summary>
    public void Configure(string lines)
    {
        File.AppendAllText(Path.Combine(Data, "postgresql.conf"), "\n" + lines + "\n");
        RunUnprivileged($"{programs}/pg_ctl", "reload", "-D", Data);
    }

    /// <summary>Switches TLS on and refuses clients without it.</summary>
    /// <param name="certificate">The certificate of the server, in PEM.</param>
    /// <param name="key">Its key.</param>
    public void RequireTls(string certificate, string key)
    {
        File.WriteAllText(Path.Combine(Data, "server.crt"), certificate);
        File.WriteAllText(Path.Combine(Data, "server.key"), key);
        File.SetUnixFileMode(Path.Combine(Data, "server.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Path.Combine(Data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        if (IsRoot)
        {
            Run("chown", "nobody", Path.Combine(Data, "server.crt"), Path.Combine(Data, "server.key"), Path.Combine(Data, "pg_hba.conf"));
        }

        Configure("ssl = on");
    }

    public void Start()
    {
        // When the test process ends, for whatever reason, the pipe closes; the shell that reads it stops the server and removes its folder. The
        // process must not do this itself as it ends: hundreds of databases are 100,000 files, and the runner counts a process as failed that takes
        // more than ten seconds to end.
        string[] line =
        [
            .. Unprivileged, "bash", "-c",
            """
            exec 2>/dev/null
            "$0" -D "$1" >>"$1/log" 2>&1 & server=$!
            echo started
            read -r word
            kill -QUIT $server
            wait
            [ "$word" = keep ] || rm -rf "$2"
            """,
            $"{programs}/postgres", Data, folder,
        ];
        var start = new ProcessStartInfo(line[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        Array.ForEach(line[1..], start.ArgumentList.Add);
        guard = Process.Start(start)!;
        guard.StandardOutput.ReadLine();
        RunUnprivileged("bash", "-c", $"for i in $(seq 600); do {programs}/pg_isready -q -h 127.0.0.1 -p {Port} && exit 0; sleep 0.1; done; cat {Data}/log; exit 1");
    }

    /// <summary>Stops it as a crash does: nothing is finished, and the next start recovers.</summary>
    public void StopImmediately()
    {
        RunUnprivileged($"{programs}/pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");
        EndGuard(keepsFolder: true);
    }

    /// <summary>Whether this process may mount file systems.</summary>
    public static bool MayMount
    {
        get
        {
            string place = Directory.CreateTempSubdirectory("callgoose-mount-").FullName;
            try
            {
                Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", place);
                Run("umount", place);
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
            finally
            {
                Directory.Delete(place);
            }
        }
    }

    /// <summary>Ends it, whatever its state, and starts it again.</summary>
    public void Restart()
    {
        EndGuard(keepsFolder: true);
        Start();
    }

    public void Dispose()
    {
        EndGuard(keepsFolder: false);
        try
        {
            if (isMounted)
            {
                Run("umount", "-l", folder);
            }

            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (IOException)
        {
            // The server may still be writing; the folder is temporary.
        }
        catch (UnauthorizedAccessException)
        {
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string[] Unprivileged => IsRoot ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] : ["env"];

    private static string FindPrograms() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin"
        : Path.GetDirectoryName(Run("sh", "-c", "command -v postgres").Trim())!;

    private static string RunUnprivileged(params string[] line) => Run([.. Unprivileged, .. line]);

    private static string Run(params string[] line)
    {
        var start = new ProcessStartInfo(line[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        Array.ForEach(line[1..], start.ArgumentList.Add);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(HangGuard) || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{line[0]} failed: {output}{errors.Result}");
        }

        return output;
    }

    private void EndGuard(bool keepsFolder)
    {
        if (guard is Process process)
        {
            guard = null;
            if (keepsFolder)
            {
                process.StandardInput.WriteLine("keep");
            }

            process.StandardInput.Close();
            process.WaitForExit(HangGuard);
            process.Dispose();
        }
    }
}
