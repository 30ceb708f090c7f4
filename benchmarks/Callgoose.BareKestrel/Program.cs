using System.Runtime.InteropServices;
using Callgoose.BareKestrel;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// Argument: the address to listen on.
var stopped = new TaskCompletionSource();
using PosixSignalRegistration signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stopped.TrySetResult();
});
var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
using var http = new KestrelServer(
    Options.Create(new KestrelServerOptions { AddServerHeader = false }), transport, NullLoggerFactory.Instance);
ICollection<string> addresses = http.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
addresses.Add(args[0]);
await http.StartAsync(new EmptyAnswer(), CancellationToken.None);
Console.WriteLine($"listens on {addresses.Single()}");
await stopped.Task;
await http.StopAsync(CancellationToken.None);
