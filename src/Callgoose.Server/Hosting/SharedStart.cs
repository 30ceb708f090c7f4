using Callgoose.Observability;
using Callgoose.Storage;
using Callgoose.Storage.Contract;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>
/// Starts a server on a shared store. While the store cannot be reached, the server listens and refuses requests. So the start order of the two machines does not
/// matter to the people and tools that start or monitor the server. An error that waiting cannot fix, such as a wrong password, ends the start.
/// </summary>
/// <param name="http">The server, which does not listen yet.</param>
/// <param name="waits">Called with the addresses if the server listens before the store is open.</param>
/// <param name="log">The log.</param>
internal sealed class SharedStart(KestrelServer http, Action<IReadOnlyCollection<string>> waits, ILogger log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Answers requests until the store is open; null if the first attempt succeeded.</summary>
    public Entrance? Entrance { get; private set; }

    /// <summary>Opens the store, however long that takes.</summary>
    /// <param name="open">Opens the store, or throws.</param>
    /// <param name="stop">Completes when the server must stop.</param>
    /// <exception cref="StoreException">It cannot be opened, and waiting does not help.</exception>
    /// <exception cref="OperationCanceledException">The server had to stop.</exception>
    /// <exception cref="IOException">The system refuses an address.</exception>
    public async Task<IServerStorage> OpenAsync(Func<Task<IServerStorage>> open, Task stop)
    {
        while (true)
        {
            try
            {
                return await open();
            }
            catch (StoreException e) when (e.MayPass)
            {
                await ListenAsync(e.Message);
            }

            await Task.WhenAny(Task.Delay(Interval), stop);
            if (stop.IsCompleted)
            {
                throw new OperationCanceledException();
            }
        }
    }

    private async Task ListenAsync(string reason)
    {
        if (Entrance is Entrance listening)
        {
            listening.Reason = reason;
            return;
        }

        Entrance = new Entrance { Reason = reason };
        await http.StartAsync(Entrance, CancellationToken.None);
        log.WaitsForStore(reason);
        waits([.. http.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses]);
    }
}
