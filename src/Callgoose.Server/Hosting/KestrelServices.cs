using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Callgoose.Hosting;

/// <summary>
/// The services that Kestrel needs if an address uses TLS. They are internal to Kestrel, which registers them only with a host builder, so this class acts as one.
/// </summary>
internal sealed class KestrelServices : IWebHostBuilder
{
    private readonly ServiceCollection services = new();

    private KestrelServices()
    {
    }

    /// <summary>Creates the services.</summary>
    public static ServiceProvider Create(ILoggerFactory loggers)
    {
        var builder = new KestrelServices();
        builder.UseKestrelCore();
        builder.services.AddSingleton(loggers).AddMetrics();
        return builder.services.BuildServiceProvider();
    }

    /// <inheritdoc/>
    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(services);
        return this;
    }

    /// <inheritdoc/>
    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), services);
        return this;
    }

    /// <inheritdoc/>
    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    /// <inheritdoc/>
    public IWebHostBuilder UseSetting(string key, string? value) => this;

    /// <inheritdoc/>
    public string? GetSetting(string key) => null;

#pragma warning disable ASPDEPR008 // The type is obsolete; the interface that has to be implemented still has it.
    /// <inheritdoc/>
    public IWebHost Build() => throw new NotSupportedException("There is no host.");
#pragma warning restore ASPDEPR008
}
