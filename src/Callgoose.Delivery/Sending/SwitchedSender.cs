using Callgoose.Delivery.Addresses;
using Callgoose.Delivery.Configuration;

namespace Callgoose.Delivery.Sending;

/// <summary>Sends by HTTP or mail, with the allowed addresses and the proxy in force.</summary>
internal sealed class SwitchedSender : IMessageSender, IDisposable
{
    private readonly Lock gate = new();
    private DeliverySettings inForce = DeliverySettings.None;
    private string? proxyInForce;
    private volatile string? fault;
    private volatile Action? retake;
    private volatile HttpSender? http;
    private volatile MailSender? mail;

    /// <summary>Applies settings. Requests in progress finish under the previous ones.</summary>
    public void Use(DeliverySettings settings, TimeProvider clock, string agent)
    {
        lock (gate)
        {
            retake = () => Use(settings, clock, agent);
            string? proxy = null;
            string? missing = null;
            settings.Proxy?.TryRead(out proxy, out missing);
            fault = missing is not null ? $"the address of the proxy is missing: {missing}"
                : proxy is not null && SettingCheck.UrlFault(proxy) is string wrong ? $"the address of the proxy, which {settings.Proxy!.PlaceText} gives, {wrong}"
                : null;
            if (http is not null && proxy == proxyInForce && settings.AllowNetworks.SequenceEqual(inForce.AllowNetworks))
            {
                return;
            }

            Uri.TryCreate(proxy, UriKind.Absolute, out Uri? address);
            mail = new MailSender(new AddressGuard(settings.AllowNetworks));
            http = new HttpSender(new AddressGuard(settings.AllowNetworks), address, clock, agent);
            inForce = settings;
            proxyInForce = proxy;
        }
    }

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Destination destination, IncidentMessage message, CancellationToken cancellation)
    {
        try
        {
            // The proxy's address may be available by now.
            if (fault is not null && !destination.Kind.IsMail)
            {
                retake?.Invoke();
            }

            return destination.Kind.IsMail ? await mail!.SendAsync(destination, message, cancellation)
                : fault is string missing ? new SendResult(SendVerdict.Retry, null, missing)
                : await http!.SendAsync(destination, message, cancellation);
        }
        catch (Exception e)
        {
            // Any exception: a message in progress must end, or nothing more would be sent for its incident. The exception's text may contain a secret.
            return new SendResult(SendVerdict.Retry, null, $"it could not be sent: {e.GetType().Name}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http?.Dispose();
}
