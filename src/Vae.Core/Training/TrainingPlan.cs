using Vae.Core.Data;
using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>A training job's whole recipe, with every default filled in and every value checked.</summary>
/// <param name="Input">The images' shape.</param>
/// <param name="Model">The model.</param>
/// <param name="Objective">What is minimised.</param>
/// <param name="Training">How.</param>
public sealed record TrainingPlan(ImageShape Input, VaeOptions Model, ObjectiveOptions Objective, TrainingOptions Training);
