using System.Net;
using Callgoose.EndToEnd.Tests.Support;

namespace Callgoose.EndToEnd.Tests.Hardening;

/// <summary>
/// The server does all of its work with the system calls that the unit allows, without writable code, as an unprivileged user. This needs no service
/// manager: confine.c sets the same filter.
/// </summary>
public sealed class ConfinementTests(Confinement confinement) : IClassFixture<Confinement>
{
    [Fact]
    public async Task The_flow_of_the_guide_a_reload_a_backup_a_kill_and_a_restart_work_in_the_units_confinement()
    {
        string token;
        await using (RunningServer server = await StartAsync())
        {
            string status = await File.ReadAllTextAsync($"/proc/{server.ProcessId}/status");
            Assert.Contains("Seccomp:\t2", status, StringComparison.Ordinal);
            Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);

            token = await server.WaitForFirstTokenAsync();
            using HttpClient http = server.Client(token);
            Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.GuideTrigger)).Status);
            Assert.Equal(HttpStatusCode.OK, (await http.SendAsync(Payloads.GuideResolve)).Status);
            Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Payloads.Started("kept"))).Status);
            await server.SignalAsync("HUP", "Configuration reloaded");

            CommandResult copied = await RunAsync("backup", Path.Combine(confinement.Shared, "backup.tar"));
            Assert.True(copied.ExitCode == 0, copied.Errors);
            CommandResult created = await RunAsync("tokens", "create", "--name", "second");
            Assert.True(created.ExitCode == 0, created.Errors);
            await server.KillAsync();
            TestServer.AssertNoStumble(server.Errors);
        }

        await using RunningServer again = await StartAsync();
        using HttpClient reader = again.Client(token);
        Assert.Equal(HttpStatusCode.OK, (await reader.SendAsync(Payloads.Started("kept"))).Status);
        Assert.Equal(["INC-98765", "kept"], (await reader.IncidentsAsync()).Select(static incident => incident.Text("incidentKey")).Order());
        Assert.Equal(0, await again.SignalAsync("TERM"));
        TestServer.AssertNoStumble(again.Errors);
    }

    /// <summary>The confinement works: what the unit forbids fails in it.</summary>
    [Theory]
    [InlineData("import ctypes; libc = ctypes.CDLL(None, use_errno=True); print(libc.syscall(165, 0, 0, 0, 0, 0), ctypes.get_errno())", "-1 1")] // mount
    [InlineData("import ctypes; libc = ctypes.CDLL(None, use_errno=True); print(libc.syscall(101, 0, 0, 0, 0), ctypes.get_errno())", "-1 1")] // ptrace
    [InlineData("import ctypes; libc = ctypes.CDLL(None, use_errno=True); print(libc.syscall(321, 0, 0, 0), ctypes.get_errno())", "-1 1")] // bpf
    [InlineData("import mmap\ntry: mmap.mmap(-1, 4096, prot=7)\nexcept OSError as e: print(e.errno)", "1")]
    [InlineData("import socket\ntry: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)\nexcept OSError as e: print(e.errno)", "97")]
    [InlineData("import socket; print(socket.socket(socket.AF_INET6).family.name)", "AF_INET6")]
    public async Task The_confinement_holds(string script, string printed)
    {
        CommandResult result = await CommandResult.RunAsync(Start.Of([.. confinement.Prefix, "/usr/bin/python3", "-I", "-c", script]));

        Assert.True(printed == result.Output.Trim(), result.Output + result.Errors);
    }

    private string Data => Path.Combine(confinement.Shared, "data");

    private Task<RunningServer> StartAsync() =>
        RunningServer.StartAsync(Start.Of([.. confinement.Prefix, confinement.Executable, "serve", "--data", Data, "--urls", "http://127.0.0.1:0"]));

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        CommandResult.RunAsync(Start.Of([.. confinement.Prefix, confinement.Executable, .. arguments, "--data", Data]));
}
