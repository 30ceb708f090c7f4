namespace Callgoose.StockProduct;

/// <summary>The answer to a call that no filter passed.</summary>
internal sealed record NoEffectAnswer(Guid Id, string Reason);
