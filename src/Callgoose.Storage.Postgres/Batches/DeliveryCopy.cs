using Callgoose.Incidents;
using Callgoose.Storage.Contract;

namespace Callgoose.Storage.Postgres.Batches;

/// <summary>The answer to a delivery; several may have the same id.</summary>
internal sealed record DeliveryCopy(Guid Id, int Nth, byte[] BodyDigest, long ReceivedAt, TimeOrderedId CallId, long Verdict, byte[] Incidents, byte[] Results)
{
    /// <summary>Whether the batch writes it.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Whether a row of it exists.</summary>
    public bool IsThere { get; init; }

    /// <summary>The answer to a call now.</summary>
    public static DeliveryCopy Of(Guid id, int nth, IncomingCall call, ReadOnlySpan<byte> bodyDigest)
    {
        byte[] incidents = new byte[KeptVerdict.BytesOfIncidents(call)];
        byte[] results = new byte[KeptVerdict.BytesOfResults(call)];
        KeptVerdict.Write(call, incidents, results);
        return new DeliveryCopy(id, nth, bodyDigest.ToArray(), call.ReceivedAt, call.Id, KeptVerdict.Of(call), incidents, results) { IsChanged = true };
    }
}
