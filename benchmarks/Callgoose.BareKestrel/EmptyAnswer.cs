using System.IO.Pipelines;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Callgoose.BareKestrel;

/// <summary>Reads the body to its end and answers with an empty 200.</summary>
internal sealed class EmptyAnswer : IHttpApplication<IFeatureCollection>
{
    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        PipeReader body = context.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        ReadResult read;
        do
        {
            read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);

        context.GetRequiredFeature<IHttpResponseFeature>().Headers.ContentLength = 0;
    }

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }
}
