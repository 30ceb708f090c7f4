using Callgoose.Observability;
using Callgoose.Storage;
using Callgoose.Storage.Contract;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>
/// The start of a server on a shared store. While that cannot be reached the server listens and refuses, so that whoever starts it, and whoever watches it, need not
/// know which of the two machines is up first. What no waiting mends, such as a wrong password, ends the start.
/// </summary>
/// <param name="http">The server, which does not listen yet.</param>
/// <param name="waits">Told of its addresses when it listens before the store is open; not called otherwise.</param>
/// <param name="log">Where it is told.</param>
internal sealed class SharedStart(KestrelServer http, Action<IReadOnlyCollection<string>> waits, ILogger log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What answers until the store is open; null where it was at the first try.</summary>
    public Entrance? Entrance { get; private set; }

    /// <summary>Opens the store, however long that takes.</summary>
    /// <param name="open">Opens it, or throws.</param>
    /// <param name="stop">Ends when the server is to stop.</param>
    /// <exception cref="StoreException">It cannot be opened, and waiting does not help.</exception>
    /// <exception cref="OperationCanceledException">The server was told to stop.</exception>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
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
